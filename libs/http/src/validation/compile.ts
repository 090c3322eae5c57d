import { getMetadataStorage, ValidationTypes, type ValidationArguments } from 'class-validator';
import { nestedType } from '#cases';
import type { Message } from './wording.js';

export type Class<T extends object = object> = new () => T;

/** One check of one field, ready to be run. */
export interface Check {
  /** class-validator's name of it, e.g. `isFigure`. */
  readonly name: string;
  readonly constraints: unknown[];
  /** Each item of a list is checked, not the list. */
  readonly each: boolean;
  readonly passes: (value: unknown, told: ValidationArguments) => boolean;
  readonly applies: ((object: object, value: unknown) => boolean) | undefined;
  readonly message: Message;
}

export interface Field {
  readonly name: string;
  /** The field is looked at only where all of these say so. */
  readonly conditions: readonly ((object: object, value: unknown) => boolean)[];
  /** In the order in which the class states them. */
  readonly checks: readonly Check[];
  readonly nested: { readonly type: Class } | undefined;
}

/** A class's rules, read from class-validator once. */
export interface Rules<T extends object = object> {
  readonly type: Class<T>;
  readonly fields: ReadonlyMap<string, Field>;
}

type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

const compiled = new WeakMap<Class, Rules>();

/** The rules of a class. class-validator's decorators stay their one source. */
export function rulesOf<T extends object>(type: Class<T>): Rules<T> {
  const known = compiled.get(type) as Rules<T> | undefined;
  if (known !== undefined) return known;
  const rules: Rules<T> = { type, fields: fieldsOf(type) };
  compiled.set(type, rules);
  return rules;
}

function fieldsOf(type: Class): ReadonlyMap<string, Field> {
  const storage = getMetadataStorage();
  const all = storage.getTargetValidationMetadatas(type, '', false, false);
  const byField = Object.entries(storage.groupByPropertyName(all));
  return new Map(byField.map(([name, metadatas]) => [name, toField(type, name, metadatas)]));
}

function toField(type: Class, name: string, metadatas: readonly Metadata[]): Field {
  const of = (kind: string): Metadata[] => metadatas.filter((metadata) => metadata.type === kind);
  const nesting = of(ValidationTypes.NESTED_VALIDATION)[0];
  const nested = nestedType(type, name);
  if (nesting !== undefined && nested === undefined) {
    throw new Error(`${type.name}.${name} does not say what it nests: declare it with @Nested`);
  }
  // Decorators run from the bottom up: turned round, the first that is written is the first that is told.
  const checks = [...of(ValidationTypes.IS_DEFINED), ...of(ValidationTypes.CUSTOM_VALIDATION)].toReversed();
  return {
    name,
    conditions: of(ValidationTypes.CONDITIONAL_VALIDATION).map(
      ({ constraints }) => constraints[0] as (object: object, value: unknown) => boolean,
    ),
    checks: checks.flatMap(toChecks),
    nested: nesting && { type: nested! },
  };
}

function toChecks({ constraintCls, constraints, each, message, validateIf }: Metadata): Check[] {
  return getMetadataStorage()
    .getTargetValidatorConstraints(constraintCls)
    .map(({ name, async, instance }): Check => {
      if (async) throw new Error(`${name} is asynchronous: a command is checked in one go`);
      return {
        name,
        constraints: constraints ?? [],
        // Options that do not mention it leave it undefined.
        each: each === true,
        passes: (value, told) => instance.validate(value, told) === true,
        applies: validateIf,
        message: message || ((told) => instance.defaultMessage?.(told) ?? ''),
      };
    });
}
