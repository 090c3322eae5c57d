import type { JsonSchema } from '#http';
import { COUNT, INSTANT, listOf, object, orNull, TEXT } from './words.js';

const ORIGIN = 'ngo.example/homeward';
const SIGNATURE = `— ${ORIGIN} kA2M0qQriMJnMqPjYyN27sdCgACL5wR8Rl/Bv3LDvNKtu0ZHpX++py5QL/RicHMB+Qpu3OwrSd7XrNQQQRtR/4evVQc=`;
const CHECKPOINT = `${ORIGIN}\n42\nIJZY4urK3otHVVQrggfXaDmT6S8xaSE8iD9b13w8+x4=\n\n${SIGNATURE}\n`;
const HASH = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';

const period = object({
  key: {
    type: 'string',
    description: 'A verifier key (C2SP signed-note).',
    example: `${ORIGIN}+900d8cd2+AfPWnZOsxuZUHzmX`,
  },
  fromSize: { ...COUNT, description: 'Records in the first checkpoint that it signed.' },
  untilSize: { ...orNull(COUNT), description: 'Records in the last; null while it is in use.' },
});
const newOrigin = object({
  previousOrigin: { type: ['string', 'null'], example: ORIGIN },
  previousCheckpoint: orNull(TEXT),
  reason: TEXT,
  declaredAt: INSTANT,
});

/** Schemas of what the ledger answers as JSON. */
export const LEDGER_ANSWERS: Readonly<Record<string, JsonSchema>> = {
  LedgerKeys: object({
    origin: { type: 'string', description: 'The name of the log.', example: ORIGIN },
    keys: { ...listOf(period), description: 'The oldest first.' },
    declared: {
      ...orNull(newOrigin),
      description:
        'Why the log went on under a new origin, which it does when what was signed last is lost; null for never.',
    },
  }),
};

const TILE = binary('application/octet-stream', 'Hashes of 32 bytes, or records after their lengths.');

/** What the ledger answers with otherwise: the media type, and what it is. */
export const LEDGER_CONTENT: Readonly<Record<string, JsonSchema>> = {
  'get /api/v1/audit/checkpoint': text('A signed note (C2SP tlog-checkpoint).', CHECKPOINT),
  'get /api/v1/audit/receipts/{id}': text(
    'A `.tlog-proof` (C2SP tlog-proof).',
    `c2sp.org/tlog-proof@v1\nindex 7\n${HASH}\n\n${CHECKPOINT}`,
  ),
  'get /api/v1/audit/tile/{path}': TILE,
  'get /api/v1/audit/activity/tile/{path}': TILE,
  'get /api/v1/audit/bundle': binary(
    'application/zip',
    'Checkpoint, keys, records, tiles or receipts, manifest, VERIFY.md.',
  ),
  'post /witness/add-checkpoint': text(
    'The cosignature (C2SP tlog-cosignature).',
    `${SIGNATURE.replace('homeward', 'witness')}\n`,
  ),
};

/** What a witness is asked (C2SP tlog-witness). */
export const ADD_CHECKPOINT: JsonSchema = { type: 'string', example: `old 12\n${HASH}\n\n${CHECKPOINT}` };

const WHILE_STOPPING = { 503: ['stopping'] };
const UNLESS_SIGNED = { 503: ['log-not-signed', 'stopping'] };

/** The problems of each, besides those of every operation. */
export const LEDGER_PROBLEMS: Readonly<Record<string, Readonly<Record<number, readonly string[]>>>> = {
  'get /api/v1/audit/checkpoint': UNLESS_SIGNED,
  'get /api/v1/audit/keys': WHILE_STOPPING,
  'post /api/v1/audit/keys/rotate': UNLESS_SIGNED,
  'get /api/v1/audit/tile/{path}': { 404: ['tile-not-found'], ...WHILE_STOPPING },
  'get /api/v1/audit/activity/tile/{path}': { 404: ['tile-not-found'], ...WHILE_STOPPING },
  'get /api/v1/audit/receipts/{id}': { 404: ['entry-not-found'], ...UNLESS_SIGNED },
  'get /api/v1/audit/bundle': { 400: ['invalid-query'], 404: ['stream-not-found'], ...UNLESS_SIGNED },
  'post /witness/add-checkpoint': { 404: ['not-a-witness'], 413: ['too-large'], ...WHILE_STOPPING },
};

function text(description: string, example: string): JsonSchema {
  return { 'text/plain': { schema: { type: 'string', description, example } } };
}

function binary(type: string, description: string): JsonSchema {
  return { [type]: { schema: { type: 'string', format: 'binary', description } } };
}
