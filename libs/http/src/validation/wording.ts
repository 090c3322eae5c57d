import type { ValidationArguments } from 'class-validator';

interface Wording {
  readonly code: string;
  /** What would be right, after the field's name. Without it the check's own message stands. */
  readonly right?: string;
}

/** How the checks of class-validator are told to a client: a short, stable code and a sentence without jargon. */
const WORDINGS: Readonly<Record<string, Wording>> = {
  arrayMaxSize: { code: 'too-many' },
  arrayMinSize: { code: 'too-few' },
  arrayNotEmpty: { code: 'too-few' },
  arrayUnique: { code: 'repeated', right: 'must not name anything twice' },
  isArray: { code: 'list', right: 'must be a list' },
  isBoolean: { code: 'boolean', right: 'must be true or false' },
  isEdtf: { code: 'date' },
  isFigure: { code: 'figure' },
  isIn: { code: 'choice' },
  isInstant: { code: 'instant' },
  isInt: { code: 'whole-number', right: 'must be a whole number' },
  isISO31661Alpha2: { code: 'country', right: 'must be a country code of ISO 3166-1 alpha-2, such as BY' },
  isLine: { code: 'characters' },
  isProse: { code: 'characters' },
  isLength: { code: 'length' },
  isObject: { code: 'object', right: 'must be an object' },
  isMimeType: { code: 'media-type', right: 'must be a media type such as image/png' },
  isString: { code: 'text', right: 'must be text' },
  isUrl: { code: 'url', right: 'must be a web address that begins with https:// or http://, without a user name' },
  isUuid: { code: 'uuid', right: 'must be a UUID' },
  matches: { code: 'form' },
  max: { code: 'too-large' },
  min: { code: 'too-small' },
  notEquals: { code: 'value' },
};

/** The stable code that a client translates, e.g. `country` for `isISO31661Alpha2`. */
export function codeOf(check: string): string {
  return WORDINGS[check]?.code ?? kebab(check.replace(/^is(?=[A-Z])/, ''));
}

/** What would be right, in one sentence. */
export function sentenceOf(check: string, message: Message, told: ValidationArguments): string {
  const right = WORDINGS[check]?.right;
  return right === undefined ? messageOf(message, told) : `${told.property} ${right}`;
}

export type Message = string | ((told: ValidationArguments) => string) | undefined;

/** class-validator's own message with its `$property`, `$value` and `$constraint1` filled in; the value is never repeated. */
function messageOf(message: Message, told: ValidationArguments): string {
  const text = typeof message === 'function' ? message(told) : (message ?? `${told.property} is not right`);
  return text
    .replaceAll('$property', told.property)
    .replaceAll('$value', 'this value')
    .replaceAll(/\$constraint(\d+)/g, (_, number: string) => listed(told.constraints[Number(number) - 1]));
}

function listed(constraint: unknown): string {
  return Array.isArray(constraint) ? constraint.join(', ') : String(constraint);
}

function kebab(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])[A-Z]|(?<!^)[A-Z](?=[a-z])/g, (letter) => `-${letter}`).toLowerCase();
}
