import { isUtf8 } from 'node:buffer';
import { parse as parseLeniently, visit, type ParseError } from 'jsonc-parser';

/** Deeper than any command is, and as deep as a record may be. */
const MAX_DEPTH = 16;

/** The body is no JSON that can be taken at its word. */
export class MalformedJson extends Error {
  override readonly name = 'MalformedJson';
  constructor(
    readonly code: string,
    readonly detail: string,
    readonly pointer?: string,
  ) {
    super(detail);
  }
}

/**
 * Reads I-JSON (RFC 7493): UTF-8, no name twice in one object, no text that Unicode forbids; at most 16 levels.
 * An empty body is undefined.
 * @throws MalformedJson that says where and why
 */
export function readJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  if (!isUtf8(bytes)) throw new MalformedJson('not-utf-8', 'the body is not UTF-8');
  const text = bytes.toString();
  const names = measure(text);
  const value = parse(text);
  // Each name of the text is a member of the tree, unless the same name came twice.
  if (names !== membersOf(value)) throw repeatedName(text);
  if (MAY_BE_UNFIT.test(text)) refuseUnfitText(value, '');
  return value;
}

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;

/** Counts the names in a text and refuses what is nested too deeply, before anything is built from it. */
function measure(text: string): number {
  let names = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) at = endOfString(text, at);
    else if (unit === COLON) names++;
    else if (unit === 0x7b || unit === 0x5b) {
      if (++depth > MAX_DEPTH) {
        throw new MalformedJson('too-deep', `the body is nested more than ${MAX_DEPTH} levels deep`);
      }
    } else if (unit === 0x7d || unit === 0x5d) depth--;
  }
  return names;
}

function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes++;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const errors: ParseError[] = [];
    parseLeniently(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
    const at = errors[0]?.offset ?? 0;
    const before = text.slice(0, at).split('\n');
    const place = `line ${before.length}, column ${before.at(-1)!.length + 1}`;
    throw new MalformedJson('malformed-json', `the body stops being JSON at ${place}`);
  }
}

function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const members = Object.values(value);
  let count = Array.isArray(value) ? 0 : members.length;
  for (const member of members) count += membersOf(member);
  return count;
}

function repeatedName(text: string): MalformedJson {
  const open: Set<string>[] = [];
  let repeated = '';
  let pointer = '';
  visit(text, {
    onObjectBegin: () => void open.push(new Set()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty: (name, _offset, _length, _line, _column, path) => {
      const names = open.at(-1)!;
      if (names.has(name) && repeated === '') {
        repeated = name;
        pointer = [...path(), name].map((token) => `/${String(token)}`).join('');
      }
      names.add(name);
    },
  });
  return new MalformedJson('name-repeated', `${JSON.stringify(repeated)} stands twice in one object`, pointer);
}

/** Escapes that may make a lone surrogate or a NUL. */
const MAY_BE_UNFIT = /\\u(?:[dD][89a-fA-F]|0000)/;

function refuseUnfitText(value: unknown, pointer: string): void {
  if (typeof value === 'string') {
    if (value.isWellFormed() && !value.includes('\0')) return;
    throw new MalformedJson('text-not-well-formed', 'text holds half a character, or a NUL', pointer);
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    refuseUnfitText(name, pointer);
    refuseUnfitText(member, `${pointer}/${name}`);
  }
}
