import type { ValidationArguments } from 'class-validator';
import { problemsInside } from '#cases';
import { rulesOf, type Check, type Class, type Field } from './compile.js';
import { limitsOf, type Limits } from './limits.js';
import { codeOf, sentenceOf } from './wording.js';

/** What is wrong at one place of a body. */
export interface Fault {
  /** RFC 6901 pointer into the body; empty for the whole of it. */
  readonly pointer: string;
  /** Kebab-case and stable: clients translate it. */
  readonly code: string;
  readonly detail: string;
  /** What it may be, where that is said by numbers or words. */
  readonly facts?: Limits;
}

/** The body is not what was asked for. */
export class Invalid extends Error {
  override readonly name = 'Invalid';
  constructor(readonly problems: readonly Fault[]) {
    super('the body is not what was asked for');
  }
}

/** More than anybody reads; a list with a thousand wrong items need not be told a thousand times. */
const MOST_PROBLEMS = 50;

/**
 * The body as an instance of a command's class: text in NFC, nested objects as instances of their own classes.
 * It refuses what class-validator refuses with `whitelist` and `forbidNonWhitelisted`, neither more nor less, but reads
 * the rules once and not for each body.
 * @throws Invalid with everything that is wrong
 */
export function validate<T extends object>(type: Class<T>, body: unknown): T {
  const problems: Fault[] = [];
  const instance = read(type, inNfc(body), '', problems);
  if (problems.length > 0) throw new Invalid(problems.slice(0, MOST_PROBLEMS));
  return instance as T;
}

function read(type: Class, body: unknown, pointer: string, problems: Fault[]): object {
  if (!isObject(body)) {
    const detail = pointer === '' ? 'the body must be a JSON object' : `${lastOf(pointer)} must be an object`;
    problems.push({ pointer, code: 'object', detail });
    return {};
  }
  const { fields } = rulesOf(type);
  const instance = new type() as Record<string, unknown>;
  for (const name of Object.keys(body)) {
    if (fields.has(name)) instance[name] = body[name];
    else problems.push(unknownField(name, pointer, fields));
  }
  for (const field of fields.values()) {
    if (problems.length >= MOST_PROBLEMS) break;
    const value = instance[field.name];
    if (!field.conditions.every((condition) => condition(instance, value))) continue;
    check(field, instance, value, pointer, problems);
  }
  return instance;
}

function check(
  field: Field,
  instance: Record<string, unknown>,
  value: unknown,
  owner: string,
  problems: Fault[],
): void {
  const { name, checks, nested } = field;
  const failed = checks.find((each) => !passes(each, name, instance, value));
  if (failed === undefined && nested === undefined) return;
  const at = `${owner}/${escape(name)}`;
  if (failed !== undefined) problems.push(...told(failed, name, instance, value, at));
  else instance[name] = readNested(nested!.type, value, at, problems);
}

function readNested(type: Class, value: unknown, at: string, problems: Fault[]): unknown {
  if (!Array.isArray(value)) return read(type, value, at, problems);
  const items: object[] = [];
  for (const [index, item] of value.entries()) {
    if (problems.length >= MOST_PROBLEMS) break;
    items.push(read(type, item, `${at}/${index}`, problems));
  }
  return items;
}

function passes(
  { each, applies, passes: test, constraints }: Check,
  property: string,
  object: object,
  value: unknown,
): boolean {
  if (applies !== undefined && !applies(object, value)) return true;
  const args: ValidationArguments = { targetName: object.constructor.name, property, object, value, constraints };
  return each && Array.isArray(value) ? value.every((item) => test(item, args)) : test(value, args);
}

function told(failed: Check, property: string, object: object, value: unknown, pointer: string): Fault[] {
  if (value === undefined) return [{ pointer, code: 'required', detail: `${property} is needed` }];
  const inside = problemsInside(failed.name);
  if (inside !== undefined && !failed.each) {
    const problems = inside(value);
    return problems.map(({ pointer: deeper, code, detail }) => ({
      pointer: pointer + deeper,
      code,
      detail: deeper === '' ? `${property} ${detail}` : `${lastOf(deeper)}: ${detail}`,
    }));
  }
  const args: ValidationArguments = {
    targetName: object.constructor.name,
    property,
    object,
    value,
    constraints: failed.constraints,
  };
  const facts = limitsOf(failed.name, failed.constraints);
  const detail = sentenceOf(failed.name, failed.message, args);
  return [{ pointer, code: codeOf(failed.name), detail, ...(facts && { facts }) }];
}

function unknownField(name: string, owner: string, fields: ReadonlyMap<string, Field>): Fault {
  const shown = name.length > 100 ? `${name.slice(0, 100)}…` : name;
  return {
    pointer: `${owner}/${escape(shown)}`,
    code: 'unknown-field',
    detail: `there is no field ${JSON.stringify(shown)} here; there are ${[...fields.keys()].join(', ') || 'none'}`,
    facts: { fields: [...fields.keys()] },
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value with all its text in NFC (UAX 15): what looks the same is the same. */
function inNfc(value: unknown): unknown {
  if (typeof value === 'string') return value.normalize('NFC');
  if (Array.isArray(value)) return value.map(inNfc);
  if (!isObject(value)) return value;
  for (const name of Object.keys(value)) value[name] = inNfc(value[name]);
  return value;
}

function escape(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}

function lastOf(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf('/') + 1);
}
