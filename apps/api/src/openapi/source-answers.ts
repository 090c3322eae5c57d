import { ALERT_KINDS, CAPTURE_METHODS, CREDIBILITIES, EXIT_KINDS, RELIABILITIES, SOURCE_KINDS } from '#cases';
import type { JsonSchema } from '#http';
import { HANDLED_STATES } from '#projections';
import { ASSESSED, STAMP } from './claim-answers.js';
import {
  answered,
  answerOf,
  CATEGORY,
  COUNT,
  COUNTRY,
  DATE,
  DAY,
  ENTRY_ID,
  FIGURE,
  INSTANT,
  listOf,
  object,
  orNull,
  pageOf,
  POSITION,
  STAGE,
  TEXT,
  withOptional,
} from './words.js';

const RELIABILITY: JsonSchema = { enum: RELIABILITIES };
const source = {
  id: TEXT,
  name: TEXT,
  publisher: orNull(TEXT),
  kind: { enum: SOURCE_KINDS },
  party: orNull(COUNTRY),
  independenceGroup: TEXT,
  url: orNull(TEXT),
  status: { enum: ['registered', 'withdrawn'] },
  reliability: RELIABILITY,
  grades: listOf(object({ ...STAMP, reliability: RELIABILITY, reason: TEXT })),
  withdrawn: orNull(object({ ...STAMP, reason: TEXT })),
  ...STAMP,
  revision: COUNT,
  updatedAt: INSTANT,
};
const statement = {
  statementId: TEXT,
  sourceId: TEXT,
  url: orNull(TEXT),
  publishedOn: orNull(DATE),
  capturedAt: INSTANT,
  method: { enum: CAPTURE_METHODS },
  collector: TEXT,
  credibility: { enum: CREDIBILITIES },
  sha256: TEXT,
  mediaType: TEXT,
  bytes: COUNT,
  ...STAMP,
};
const file = object({ kind: TEXT, id: TEXT });
const restingEntry = {
  entryId: ENTRY_ID,
  position: POSITION,
  file,
  revision: COUNT,
  type: TEXT,
  occurredOn: orNull(DATE),
  recordedAt: INSTANT,
  actor: TEXT,
  grade: orNull(TEXT),
  retractedBy: orNull(ENTRY_ID),
  ...ASSESSED,
};
const counts = { resting: COUNT, unsourced: COUNT };

const WHEREABOUTS = object({
  stage: STAGE,
  country: orNull(COUNTRY),
  place: orNull(TEXT),
  runBy: orNull(TEXT),
  exit: orNull({ enum: EXIT_KINDS }),
});
const alert = {
  id: ENTRY_ID,
  cohortId: orNull(TEXT),
  exchangeId: orNull(TEXT),
  kind: { enum: ALERT_KINDS },
  about: TEXT,
  since: DAY,
  days: COUNT,
  rule: TEXT,
  entryIds: listOf(ENTRY_ID),
  offer: orNull(
    object({
      command: { const: 'correct-headcount' },
      cohortId: TEXT,
      body: withOptional(object({ at: WHEREABOUTS, reason: TEXT }), { change: { type: 'integer' }, counted: FIGURE }),
    }),
  ),
  handled: { enum: HANDLED_STATES },
  owner: orNull(TEXT),
  snoozedUntil: orNull(DAY),
  decisions: listOf(object({ ...STAMP, type: TEXT, until: orNull(DAY), reason: TEXT })),
};

const pathway = object({
  pathwayId: TEXT,
  name: TEXT,
  category: CATEGORY,
  powerOfOrigin: COUNTRY,
  from: orNull(DAY),
  until: orNull(DAY),
  stages: listOf(object({ stage: STAGE, country: orNull(COUNTRY), limitDays: orNull(COUNT) })),
  acknowledgeDays: orNull(COUNT),
  confirmDays: orNull(COUNT),
});
const pathwayFile = {
  id: TEXT,
  status: { enum: ['default', 'defined', 'withdrawn'] },
  pathway: orNull(pathway),
  default: orNull(pathway),
  versions: listOf(object({ ...STAMP, pathway: orNull(pathway), reason: TEXT })),
  revision: { type: 'integer', minimum: -1 },
};

/** Schemas of sources and statements, and of what is expected and watched. */
export const SOURCE_ANSWERS: Readonly<Record<string, JsonSchema>> = {
  Source: answerOf({
    id: TEXT,
    registration: orNull(object(source)),
    statements: listOf(object(statement)),
    atStake: object({ ...counts, files: { type: 'object', additionalProperties: COUNT } }),
  }),
  SourcePage: pageOf(object(source)),
  SourceEntriesPage: pageOf(object(restingEntry)),
  SourceWithdrawalPage: pageOf(object({ file, ...counts, entryIds: listOf(ENTRY_ID) })),
  Statement: answerOf(statement),
  StatementPage: pageOf(object(statement)),
  Alert: answerOf(alert),
  AlertPage: pageOf(object(alert)),
  SourceAnswer: answered('source', { type: 'object' }),
  StatementAnswer: answered('statement', { type: 'object' }),
  StoredCopy: object({ sha256: TEXT, mediaType: TEXT, bytes: COUNT }),
  AssessmentAnswer: answered('assessment', { type: 'object' }),
  AlertAnswer: answered('alert', { type: 'object' }),
  PathwayAnswer: answered('pathway', { type: 'object' }),
  Pathway: answerOf(pathwayFile),
  PathwayList: answerOf({ rows: listOf(object(pathwayFile)) }),
};
