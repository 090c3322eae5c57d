import { ACTIVITY_KINDS } from '#activity';
import type { JsonSchema } from '#http';
import { COUNT, ENTRY_ID, INSTANT, listOf, object, orNull, pageOf, TEXT } from './words.js';

const activity = object(
  {
    number: { ...COUNT, description: 'Counts from 1, without gaps.' },
    v: { const: 1 },
    id: { type: 'string', format: 'uuid' },
    at: INSTANT,
    kind: { enum: ACTIVITY_KINDS, description: '`lost`: so many could not be noted.' },
    actor: { ...orNull({ type: 'string', example: 'Field office' }), description: 'Null for a stranger.' },
    organisation: orNull(TEXT),
    token: { ...orNull({ type: 'string', format: 'uuid' }), description: "The token's id." },
    method: orNull({ type: 'string', example: 'GET' }),
    route: orNull({ type: 'string', example: '/api/v1/cohorts/:id' }),
    about: orNull({ type: 'string', example: 'ru-pow-2025-08-24' }),
    cohorts: listOf({ type: 'string', example: 'ru-pow-2025-08-24' }),
    entries: { ...listOf(ENTRY_ID), description: 'The entries that it wrote.' },
    status: orNull({ type: 'integer', example: 200 }),
    lost: orNull(COUNT),
  },
  'Somebody did or read something. Its canonical JSON (RFC 8785), without `number`, is its leaf in the tree.',
);

const key = object({
  key: { type: 'string', description: 'A public key (C2SP signed-note).', example: 'homeward/activity+7f3c…' },
  fromSize: COUNT,
  untilSize: orNull(COUNT),
});

/** What is answered of activities. */
export const ACTIVITY_ANSWERS: Readonly<Record<string, JsonSchema>> = {
  ActivityPage: pageOf(activity),
  ActivityKeys: object({ origin: TEXT, keys: listOf(key) }),
};
