import { rulesOf, type Check, type Class, type Field } from './compile.js';

/** A JSON Schema (2020-12), as OpenAPI 3.1 takes it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Where schemas that have a name are found. */
export const refTo = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

/**
 * What a class's rules say, as a schema: it refuses nothing that `validate` takes. What only holds between two fields
 * (`NotWith`, `ValidateIf`) it cannot say.
 */
export function schemaOf(type: Class): JsonSchema {
  const fields = [...rulesOf(type).fields.values()];
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, propertyOf(field)])),
    required: fields.filter(({ conditions }) => conditions.length === 0).map(({ name }) => name),
    additionalProperties: false,
  };
}

/** The class and all that its fields hold, however deep. */
export function classesIn(type: Class, found = new Set<Class>()): ReadonlySet<Class> {
  if (found.has(type)) return found;
  found.add(type);
  for (const { nested } of rulesOf(type).fields.values()) if (nested !== undefined) classesIn(nested.type, found);
  return found;
}

/** The schema of one field, without its description. */
export function propertyOf({ checks, nested, conditions }: Field): JsonSchema {
  const isList = checks.some(({ name }) => name === 'isArray');
  const item = nested === undefined ? combined(checks.filter(({ each }) => each === isList)) : refTo(nested.type.name);
  const schema = isList ? { type: 'array', ...combined(checks.filter(({ each }) => !each)), items: item } : item;
  if (conditions.length === 0) return schema;
  // Only another field makes it dispensable.
  const isUsual = conditions.every((condition) => condition({}, undefined));
  return { ...orNull(schema), ...(isUsual && { 'x-usually-required': true }) };
}

function combined(checks: readonly Check[]): JsonSchema {
  return Object.assign({}, ...checks.map(({ name, constraints }) => KEYWORDS[name]?.(constraints) ?? {})) as JsonSchema;
}

function orNull(schema: JsonSchema): JsonSchema {
  const { type } = schema;
  if (typeof type !== 'string' || 'const' in schema) return { anyOf: [schema, { type: 'null' }] };
  const options = schema.enum as readonly unknown[] | undefined;
  return { ...schema, type: [type, 'null'], ...(options && { enum: [...options, null] }) };
}

const first = (name: string) => (constraints: readonly unknown[]) => ({ [name]: constraints[0] });

/** What each check is in the words of JSON Schema. A check that is not here says nothing. */
const KEYWORDS: Readonly<Record<string, (constraints: readonly any[]) => JsonSchema>> = {
  arrayMaxSize: first('maxItems'),
  arrayMinSize: first('minItems'),
  arrayUnique: () => ({ uniqueItems: true }),
  equals: first('const'),
  isBoolean: () => ({ type: 'boolean' }),
  isDay: () => ({ type: 'string', format: 'date', example: '2025-08-24' }),
  isEdtf: () => refTo('EdtfDate'),
  isFigure: () => refTo('Figure'),
  isISO31661Alpha2: () => ({ type: 'string', pattern: '^[A-Z]{2}$', example: 'BY' }),
  isIn: ([values]) => ({ type: typeof (values as readonly unknown[])[0], enum: values as readonly unknown[] }),
  isInstant: () => ({ type: 'string', format: 'date-time' }),
  isInt: () => ({ type: 'integer' }),
  isLength: ([least, most]) => ({ minLength: least as number, maxLength: most as number }),
  isMoment: () => ({ type: 'string', example: '2025-09-02T00:00:00Z' }),
  isMimeType: () => ({ type: 'string', example: 'image/png' }),
  isObject: () => ({ type: 'object' }),
  isString: () => ({ type: 'string' }),
  isUrl: () => ({ type: 'string', format: 'uri' }),
  isUuid: () => ({ type: 'string', format: 'uuid' }),
  matches: ([pattern]) => ({ type: 'string', pattern: (pattern as RegExp).source }),
  max: first('maximum'),
  min: first('minimum'),
};
