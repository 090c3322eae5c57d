// The least that takes such requests in: Fastify, as Homeward stands on it, with a JSON schema for each body.
import fastify from 'fastify';

const text = { type: 'string', minLength: 1, maxLength: 200 };
const country = { type: 'string', pattern: '^[A-Z]{2}$' };
const date = { type: ['string', 'null'], maxLength: 32 };
const services = {
  type: 'array',
  maxItems: 4,
  items: { enum: ['medical', 'psychological', 'family-contact', 'documents'] },
};
const headcount = object({ kind: { enum: ['exact', 'about', 'at-least'] }, value: { type: 'integer', minimum: 0 } }, [
  'kind',
]);
const place = object({ country, name: { type: ['string', 'null'], maxLength: 200 } }, ['country']);
const from = object({ stage: text, country, place: text }, ['stage']);
const basis = object({ source: text, url: text, publishedOn: date, reliability: text, credibility: text }, ['source']);
const entry = { occurredOn: date, basis };
const movement = { ...entry, headcount, from };
const nullable = (type) => ({ ...type, type: [type.type, 'null'] });

const bodies = {
  '/cohorts': object(
    {
      ...entry,
      cohortId: text,
      name: text,
      category: { enum: ['prisoner-of-war', 'civilian'] },
      powerOfOrigin: country,
      detainingPower: country,
      headcount,
      place,
      custodian: nullable(text),
      custodySince: date,
      legalStatus: nullable(text),
    },
    ['cohortId', 'name', 'category', 'powerOfOrigin', 'detainingPower'],
  ),
  '/exchanges': object(
    {
      ...entry,
      exchangeId: text,
      place: nullable(place),
      intermediaries: { type: 'array', maxItems: 20, items: country },
      legs: {
        type: 'array',
        items: object({ ...movement, cohortId: text, terms: { enum: ['exchange', 'unilateral'] } }, ['cohortId']),
      },
    },
    ['exchangeId', 'legs'],
  ),
  '/cohorts/:id/mark-in-transit': object({ ...movement, destination: place, expectedOn: date }, ['destination']),
  '/cohorts/:id/admit-to-interim-care': object({ ...movement, place, services, expectedDays: { type: 'integer' } }, [
    'place',
  ]),
  '/cohorts/:id/mark-repatriated': object({ ...movement, place }),
  '/cohorts/:id/begin-rehabilitation': object({ ...movement, facility: place, operator: text, services }),
  '/cohorts/:id/complete-rehabilitation': object(movement),
};

const app = fastify();
for (const [path, body] of Object.entries(bodies)) {
  app.post(`/api/v1${path}`, { schema: { body } }, () => ({
    id: 'ru-pow-2025-08-24',
    revision: 0,
    position: '0000000000000001',
    entries: [{ entryId: '2d1f3d5e-5a3c-5c1e-8f6b-1f0c8f6d9d55', type: 'CohortRegistered', revision: 0 }],
  }));
}
console.log(`listening at ${await app.listen({ host: '127.0.0.1', port: 0 })}`);
process.on('SIGTERM', () => process.exit(0));

function object(properties, required = []) {
  return { type: 'object', properties, required, additionalProperties: false };
}
