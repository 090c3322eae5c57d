import { CATEGORIES, CREDIBILITIES, EXIT_KINDS, MAX_PEOPLE, RELIABILITIES, SERVICES, STAGES, TERMS } from '#cases';
import type { JsonSchema } from '#http';
import { refTo } from '#http';

/** The words that answers are made of, as JSON Schemas. */
export const TEXT: JsonSchema = { type: 'string' };
export const COUNT: JsonSchema = { type: 'integer', minimum: 0 };
export const COUNTRY: JsonSchema = { type: 'string', pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2' };
export const DAY: JsonSchema = { type: 'string', format: 'date' };
export const INSTANT: JsonSchema = { type: 'string', format: 'date-time' };
export const ENTRY_ID: JsonSchema = { type: 'string', format: 'uuid' };
export const CATEGORY: JsonSchema = { enum: CATEGORIES };
export const TERMS_OF_RELEASE: JsonSchema = { enum: TERMS };
export const STAGE: JsonSchema = { enum: STAGES };
export const SERVICE_LIST: JsonSchema = { type: 'array', items: { enum: SERVICES } };
export const FIGURE = refTo('Figure');
export const DATE = refTo('EdtfDate');
export const POSITION = refTo('LogPosition');

export function orNull(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: 'null' }] };
}

export function listOf(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

/** An object that has all of these members, and no others. */
export function object(properties: Readonly<Record<string, JsonSchema>>, description?: string): JsonSchema {
  return {
    type: 'object',
    ...(description && { description }),
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  };
}

/** The same object with members that it may lack. */
export function withOptional(schema: JsonSchema, members: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { ...schema, properties: { ...(schema.properties as object), ...members } };
}

/** What a read answers: the position it was made at and, where it was asked what was known at a moment, up to where that was. */
export function answerOf(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return withOptional(object({ position: orNull(POSITION), ...properties }), { knownAt: orNull(POSITION) });
}

/** A page of a list. */
export function pageOf(row: JsonSchema): JsonSchema {
  const next = orNull({ type: 'string', description: '`cursor` of the next page' });
  return answerOf({ rows: listOf(row), next });
}

/** What a command is answered with, and the state of what it acted on. */
export function answered(member: string, state: JsonSchema): JsonSchema {
  return object({
    id: TEXT,
    revision: COUNT,
    position: POSITION,
    entries: listOf(object({ entryId: ENTRY_ID, type: TEXT, stream: TEXT, revision: COUNT })),
    [member]: state,
  });
}

const people = { type: 'integer', minimum: 0, maximum: MAX_PEOPLE } as const;
const kind = (name: string, fields: Readonly<Record<string, JsonSchema>> = {}, optional: typeof fields = {}) => ({
  ...object({ kind: { const: name }, ...fields }),
  properties: { kind: { const: name }, ...fields, ...optional },
});

/** Schemas of the values that commands and answers share. */
export const VALUES: Readonly<Record<string, JsonSchema>> = {
  Figure: {
    description: 'A number of people as somebody stated it. Unknown is a value: `not-stated` is never 0.',
    example: { kind: 'exact', value: 146 },
    oneOf: [
      kind('exact', { value: people }),
      kind('about', { value: people }, { low: people, high: people, without: people }),
      kind('at-least', { value: people }),
      kind('at-most', { value: people }),
      kind('between', { low: people, high: people, without: people }),
      kind('not-stated'),
      kind('withheld'),
    ],
  },
  EdtfDate: {
    description: 'A date as far as it is known (EDTF, ISO 8601-2): a day, month, season or year, uncertain, or open.',
    type: 'string',
    examples: ['2025-08-24', '2025-08', '2022-21', '2025-08-24?', '../2022-05'],
  },
  LogPosition: {
    description: 'Where an event stands in the log. Opaque; later ones sort after earlier ones.',
    type: 'string',
    example: '0000000000000042',
  },
  StatedBasis: withOptional(
    object(
      {
        source: TEXT,
        url: orNull(TEXT),
        publishedOn: orNull(DATE),
        reliability: { enum: RELIABILITIES },
        credibility: { enum: CREDIBILITIES },
      },
      'Who says so, graded by the Admiralty code.',
    ),
    { corroboratedBy: { type: 'string', description: 'A second source that says the same.' } },
  ),
  Where: object(
    {
      stage: STAGE,
      country: orNull(COUNTRY),
      place: orNull(TEXT),
      runBy: orNull(TEXT),
      exit: orNull({ enum: EXIT_KINDS }),
    },
    'A position of the headcount ledger.',
  ),
};
