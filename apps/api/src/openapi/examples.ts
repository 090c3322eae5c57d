import type { JsonSchema } from '#http';

type Schemas = Readonly<Record<string, JsonSchema>>;

/** What fields of a name hold in an example, where their schema does not say. */
const BY_NAME: Readonly<Record<string, unknown>> = {
  key: '8e03978e-40d5-43dd-bc93-6894a57f9324',
  path: '/api/v1/cohorts/ru-pow-2025-08-24/mark-in-transit',
  cohortId: 'ru-pow-2025-08-24',
  newCohortId: 'ru-pow-2025-08-24-wounded',
  into: 'ru-pow-2025-08-14',
  exchangeId: '2025-08-24',
  sourceId: 'ru-mod',
  statementId: 'ru-mod-2025-08-24',
  claimId: 'ua-in-ru-2025-08-22',
  totalId: 'ae-2025-08-24',
  pathwayId: 'ru-military',
  claimant: 'United Arab Emirates',
  collector: 'Field office',
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  entryId: '6f5d7c1e-0c5c-5b0e-9d43-2f6a1c7b8e90',
  exitEntryId: '6f5d7c1e-0c5c-5b0e-9d43-2f6a1c7b8e90',
  id: 'ru-pow-2025-08-24',
  name: 'Russian servicemen, 24 August 2025',
  powerOfOrigin: 'RU',
  detainingPower: 'UA',
  source: 'ru-mod',
  url: 'https://newsroom.example/hooks',
  reason: 'Counted twice',
  change: -1,
  owner: 'Field office',
  assignee: 'Field office',
  login: 'olena@ngo.example',
  password: 'three grey boats',
  totp: '287082',
  invitation: 'hwi_n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg',
  revision: 6,
  position: '0000000000000042',
};

const MAY_BE_SHOWN = new Set(['occurredOn', 'headcount']);

/** An example of what a schema describes: all that is required, and what most requests state besides. */
export function exampleOf(schema: JsonSchema, schemas: Schemas, name = ''): unknown {
  const resolved = resolve(schema, schemas);
  if (name in BY_NAME && resolved.type !== 'object') return BY_NAME[name];
  if ('example' in resolved) return resolved.example;
  if ('examples' in resolved) return (resolved.examples as readonly unknown[])[0];
  if ('const' in resolved) return resolved.const;
  if ('enum' in resolved) return (resolved.enum as readonly unknown[])[0];
  switch (Array.isArray(resolved.type) ? resolved.type[0] : resolved.type) {
    case 'object':
      return objectExample(resolved, schemas);
    case 'array':
      return [exampleOf((resolved.items ?? {}) as JsonSchema, schemas, name)];
    case 'integer':
    case 'number':
      return Math.max(1, Number(resolved.minimum ?? 1));
    case 'boolean':
      return true;
    default:
      return resolved.format === 'date-time' ? '2025-08-24T12:00:00Z' : 'text';
  }
}

function objectExample({ properties = {}, required = [] }: JsonSchema, schemas: Schemas): object {
  const names = new Set(required as readonly string[]);
  return Object.fromEntries(
    Object.entries(properties as Schemas)
      .filter(([name, schema]) => names.has(name) || MAY_BE_SHOWN.has(name) || 'x-usually-required' in schema)
      .map(([name, schema]) => [name, exampleOf(schema, schemas, name)]),
  );
}

/** The schema that a reference leads to; of several the first. */
function resolve(schema: JsonSchema, schemas: Schemas): JsonSchema {
  const options = (schema.anyOf ?? (schema.example === undefined ? schema.oneOf : undefined)) as
    JsonSchema[] | undefined;
  if (options !== undefined) return resolve(options[0]!, schemas);
  const name = (schema.$ref as string | undefined)?.split('/').at(-1);
  return name === undefined ? schema : resolve(schemas[name] ?? {}, schemas);
}
