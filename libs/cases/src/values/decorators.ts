import {
  IsArray,
  isISO31661Alpha2,
  IsObject,
  Matches,
  ValidateBy,
  ValidateNested,
  type ValidationArguments,
  type ValidationOptions,
} from 'class-validator';
import { isEdtf } from './edtf.js';
import { problemsOf, type FigureProblem } from './figure.js';
import { isInstant } from './instant.js';

/** A problem deeper inside a field than the field's own name says. */
export type FieldProblem = FigureProblem;

const PROBLEMS = new Map<string, (value: unknown) => readonly FieldProblem[]>([['isFigure', problemsOf]]);

/** How to look inside a field that failed the named check, where the check can tell more than "no". */
export function problemsInside(check: string): ((value: unknown) => readonly FieldProblem[]) | undefined {
  return PROBLEMS.get(check);
}

/** A figure, of any kind but with the fields of its kind only. */
export function IsFigure(options?: ValidationOptions): PropertyDecorator {
  return checked('isFigure', (value) => problemsOf(value).length === 0, 'a figure', options);
}

/** An EDTF date of the subset in `edtf.ts`. */
export function IsEdtf(options?: ValidationOptions): PropertyDecorator {
  return checked(
    'isEdtf',
    isEdtf,
    'a date such as 2025-08-24, 2025-08, 2022-21 (spring 2022), 2025-08-24? or ../2022-05',
    options,
  );
}

/** A country of ISO 3166-1 alpha-2, in capitals only: `by` beside `BY` would be two countries to every comparison. */
export function IsCountry(options?: ValidationOptions): PropertyDecorator {
  return checked(
    'isISO31661Alpha2',
    (value) => typeof value === 'string' && /^[A-Z]{2}$/.test(value) && isISO31661Alpha2(value),
    'a country code of ISO 3166-1 alpha-2, such as BY',
    options,
  );
}

/** One day, as `YYYY-MM-DD`. */
export function IsDay(options?: ValidationOptions): PropertyDecorator {
  return checked(
    'isDay',
    (value) => isEdtf(value) && /^\d{4}-\d{2}-\d{2}$/.test(value),
    'a day such as 2025-08-24',
    options,
  );
}

/** An instant of RFC 3339, on a day that exists. */
export function IsInstant(options?: ValidationOptions): PropertyDecorator {
  return checked('isInstant', isInstant, 'an instant such as 2025-08-24T12:00:00Z', options);
}

/** Control characters, line breaks and tabs among them, and those that turn the direction of what follows: a name must not look like another. */
const NOT_IN_A_LINE = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
/** The same, but for line breaks and tabs. */
const NOT_IN_PROSE = /(?![\n\r\t])[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

/** Text of one line: an owner, a name. Stands with `IsString` and `Length`. */
export function IsLine(options?: ValidationOptions): PropertyDecorator {
  return checked(
    'isLine',
    without(NOT_IN_A_LINE),
    'one line, without control characters and such as turn the direction of text',
    options,
  );
}

/** Text that may have several lines: a reason. Stands with `IsString` and `Length`. */
export function IsProse(options?: ValidationOptions): PropertyDecorator {
  return checked(
    'isProse',
    without(NOT_IN_PROSE),
    'text without control characters and such as turn its direction',
    options,
  );
}

function without(characters: RegExp): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && !characters.test(value);
}

/** A check by its name. @param what a field must be, in words */
function checked(
  name: string,
  validate: (value: unknown) => boolean,
  what: string,
  options: ValidationOptions | undefined,
): PropertyDecorator {
  const defaultMessage = ({ property }: ValidationArguments = {} as ValidationArguments): string =>
    `${property} must be ${what}`;
  return ValidateBy({ name, validator: { validate, defaultMessage } }, options);
}

/** An id that a client chooses: it becomes part of a stream's name and of URLs. */
export function IsId(options?: ValidationOptions): PropertyDecorator {
  return Matches(/^[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?$/, {
    message: ({ property }: ValidationArguments) =>
      `${property} must be 1 to 100 lower-case letters, digits and hyphens, with a letter or digit at both ends`,
    ...options,
  });
}

/** A field that cannot stand beside another one. */
export function NotWith(other: string, options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'notWith',
      constraints: [other],
      validator: {
        validate: (_, args) => {
          const beside = (args?.object as Record<string, unknown> | undefined)?.[other];
          return beside === undefined || beside === null;
        },
        defaultMessage: ({ property }: ValidationArguments = {} as ValidationArguments) =>
          `${property} and ${other} cannot both be given`,
      },
    },
    options,
  );
}

const NESTED = new WeakMap<object, Map<string, () => new () => object>>();

/** A field that holds an object of another class, or with `each` an array of them. */
export function Nested(type: () => new () => object, options?: { readonly each: boolean }): PropertyDecorator {
  return (target, property) => {
    const fields = NESTED.get(target) ?? new Map<string, () => new () => object>();
    NESTED.set(target, fields.set(String(property), type));
    // By itself, class-validator lets a nested field be missing, or a list where one object belongs, and the reverse.
    (options?.each ? IsArray() : IsObject())(target, property);
    ValidateNested(options)(target, property);
  };
}

/** The class that a nested field holds. */
export function nestedType(owner: new () => object, property: string): (new () => object) | undefined {
  for (
    let prototype = owner.prototype as object | null;
    prototype !== null;
    prototype = Object.getPrototypeOf(prototype) as object | null
  ) {
    const type = NESTED.get(prototype)?.get(property);
    if (type !== undefined) return type();
  }
  return undefined;
}
