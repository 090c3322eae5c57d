import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { LIMITS, Unreadable } from './sheet.js';

/** A piece of a text file, and how many bytes were read up to its end. */
export interface Piece {
  readonly text: string;
  readonly bytes: number;
}

/**
 * A file's text in pieces. UTF-8, with or without a byte order mark, or UTF-16 with one.
 * @throws Unreadable encoding, naming the first line that is neither
 */
export async function* textOf(file: string): AsyncGenerator<Piece> {
  const chunks = createReadStream(file, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>;
  let decode: ((chunk: Buffer, last: boolean) => string) | undefined;
  let start = Buffer.alloc(0);
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    let ready = chunk;
    if (decode === undefined) {
      start = Buffer.concat([start, chunk]);
      if (start.length < 3) continue;
      decode = decoderFor(start);
      ready = start;
    }
    const text = decode(ready, false);
    if (text !== '') yield { text, bytes };
  }
  decode ??= decoderFor(start);
  const rest = bytes < 3 ? decode(start, true) : decode(Buffer.alloc(0), true);
  if (rest !== '') yield { text: rest, bytes };
}

function decoderFor(start: Buffer): (chunk: Buffer, last: boolean) => string {
  if (start[0] === 0xff && start[1] === 0xfe) return utf16('utf-16le');
  if (start[0] === 0xfe && start[1] === 0xff) return utf16('utf-16be');
  return utf8();
}

/** Whole lines at a time, so that a line that is wrong can be named, and no character is cut in two. */
function utf8(): (chunk: Buffer, last: boolean) => string {
  let begun: Buffer[] = [];
  let begunBytes = 0;
  let line = 1;
  let first = true;
  return (chunk, last) => {
    const end = last ? chunk.length : Math.max(chunk.lastIndexOf(LF), chunk.lastIndexOf(CR)) + 1;
    begun.push(chunk.subarray(0, end));
    const bytes = end > 0 || last ? Buffer.concat(begun) : undefined;
    if (bytes === undefined) {
      begun.pop();
      begun.push(chunk);
      begunBytes += chunk.length;
      if (begunBytes > 4 * LIMITS.rowLength) throw tooLong(line);
      return '';
    }
    begun = [chunk.subarray(end)];
    begunBytes = chunk.length - end;
    if (!isUtf8(bytes)) throw notUtf8(firstBadLine(bytes, line));
    let text = bytes.toString('utf8');
    if (first) text = text.replace(/^\uFEFF/, '');
    first = false;
    refuseZero(text, line);
    line += linesIn(text);
    return text;
  };
}

function utf16(encoding: 'utf-16le' | 'utf-16be'): (chunk: Buffer, last: boolean) => string {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  return (chunk, last) => {
    try {
      const text = decoder.decode(chunk, { stream: !last });
      refuseZero(text, line);
      line += linesIn(text);
      return text;
    } catch (error) {
      if (error instanceof Unreadable) throw error;
      throw new Unreadable('encoding', `the text is not well-formed UTF-16 at or after line ${line}`);
    }
  };
}

const LF = 0x0a;
const CR = 0x0d;

function firstBadLine(bytes: Buffer, line: number): number {
  let start = 0;
  let at = line;
  for (let index = 0; index < bytes.length; index++) {
    if (bytes[index] !== LF && (bytes[index] !== CR || bytes[index + 1] === LF)) continue;
    if (!isUtf8(bytes.subarray(start, index))) return at;
    start = index + 1;
    at += 1;
  }
  return at;
}

function linesIn(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

function refuseZero(text: string, line: number): void {
  const zero = text.indexOf('\0');
  if (zero === -1) return;
  const at = line + linesIn(text.slice(0, zero));
  const detail = `line ${at} holds a zero byte: this is no text, or UTF-16 without its byte order mark. Save it as UTF-8`;
  throw new Unreadable('encoding', detail);
}

function notUtf8(line: number): Unreadable {
  const detail = `line ${line} is not UTF-8. Save the file as "CSV UTF-8", or as UTF-16 with a byte order mark`;
  return new Unreadable('encoding', detail);
}

export function tooLong(line: number): Unreadable {
  const detail = `the row that begins at or before line ${line} is longer than ${LIMITS.rowLength} characters; is a quote left open?`;
  return new Unreadable('row-too-long', detail);
}
