import { ROLES } from '#access';
import { ALERT_KINDS } from '#cases';
import { refTo, type JsonSchema } from '#http';
import { ACTIVITY_ANSWERS } from './activity-answers.js';
import { ASSESSED, CLAIM_ANSWERS } from './claim-answers.js';
import { LINE } from './case-file-line.js';
import { COMPARISON_ANSWERS } from './comparison-answers.js';
import { IMPORT_ANSWERS } from './import-answers.js';
import { LEDGER_ANSWERS } from './ledger-answers.js';
import { SOURCE_ANSWERS } from './source-answers.js';
import { WEBHOOK_ANSWERS } from './webhook-answers.js';
import {
  answered,
  answerOf,
  CATEGORY,
  COUNT,
  COUNTRY,
  DATE,
  ENTRY_ID,
  FIGURE,
  INSTANT,
  listOf,
  object,
  orNull,
  pageOf,
  POSITION,
  STAGE,
  TERMS_OF_RELEASE,
  TEXT,
  withOptional,
} from './words.js';
import { REPORTS } from './report-answers.js';

/** Where dates alone make a figure a range. */
const DATES = { type: 'string', enum: ['range'] } as const;
const where = { country: orNull(COUNTRY), place: orNull(TEXT), runBy: orNull(TEXT) };

const cohort = {
  id: TEXT,
  name: TEXT,
  category: CATEGORY,
  powerOfOrigin: COUNTRY,
  detainingPower: COUNTRY,
  custodian: orNull(TEXT),
  custodySince: orNull(DATE),
  legalStatus: orNull(TEXT),
  status: { enum: ['open', 'merged', 'withdrawn'] },
  partOf: orNull(TEXT),
  mergedInto: orNull(TEXT),
  watched: { type: 'boolean', description: 'Somebody has taken it on: alerts are raised about it.' },
  assignee: orNull(TEXT),
  headcount: FIGURE,
  revision: COUNT,
  stage: { type: 'string', description: 'The stage that all are in; `several`, or `none` where nobody is left.' },
  balances: listOf(
    withOptional(
      object({
        stage: STAGE,
        ...where,
        exit: orNull(TEXT),
        people: FIGURE,
        since: orNull(DATE),
        confirmedOn: orNull(DATE),
        daysInStage: orNull(COUNT),
        actions: listOf(TEXT),
      }),
      { dates: DATES },
    ),
  ),
  actions: listOf(TEXT),
  allowedActions: listOf(TEXT),
};
const alert = object({ id: TEXT, kind: { enum: ALERT_KINDS }, since: DATE });
const known = { updatedAt: INSTANT, grade: orNull(TEXT), unsourced: COUNT, alerts: listOf(alert) };

const DAY = {
  type: 'string',
  format: 'date',
  description: 'The day that was asked about: `headcount`, `stage`, `balances` and `alerts` are of that day.',
} as const;
/** Members of a cohort that was asked about on a day. */
const onADay = {
  on: DAY,
  dates: DATES,
};

const leg = object({
  leg: { type: 'integer', minimum: 1 },
  cohortId: orNull(TEXT),
  registered: { type: 'boolean' },
  category: CATEGORY,
  powerOfOrigin: COUNTRY,
  detainingPower: COUNTRY,
  people: FIGURE,
  terms: TERMS_OF_RELEASE,
  entryId: orNull(ENTRY_ID),
  retractedBy: orNull(ENTRY_ID),
  acknowledgedBy: orNull(ENTRY_ID),
});
const exchange = {
  id: TEXT,
  status: { enum: ['planned', 'recorded', 'aborted', 'withdrawn'] },
  occurredOn: orNull(DATE),
  place: orNull(object({ country: COUNTRY, name: orNull(TEXT) })),
  intermediaries: orNull(listOf(COUNTRY)),
  basis: orNull(refTo('StatedBasis')),
  revision: COUNT,
  recordedAt: INSTANT,
  updatedAt: INSTANT,
  abortedBecause: orNull(TEXT),
  legs: listOf(leg),
  disagreements: COUNT,
  grade: orNull(TEXT),
  unsourced: COUNT,
};
const line = object({ powerOfOrigin: COUNTRY, category: orNull(CATEGORY), terms: orNull(TERMS_OF_RELEASE) });
const stated = {
  entryId: ENTRY_ID,
  people: FIGURE,
  basis: orNull(refTo('StatedBasis')),
  retractedBy: orNull(ENTRY_ID),
};
const lines = listOf(
  object({
    line,
    claims: listOf(
      object({ ...stated, from: { enum: ['record', 'report'] }, summed: { type: 'boolean' }, ...ASSESSED }),
    ),
    decisions: listOf(object({ ...stated, reason: TEXT, recordedAt: INSTANT, actor: TEXT })),
    accepted: orNull(FIGURE),
    disagreement: orNull({ enum: ['contradict', 'differ'] }),
  }),
);

const token = {
  id: TEXT,
  owner: TEXT,
  organisation: orNull(TEXT),
  roles: listOf({ enum: ROLES }),
  createdAt: INSTANT,
  expiresAt: orNull(INSTANT),
  revokedAt: orNull(INSTANT),
  rotatedAt: orNull(INSTANT),
  lastUsedAt: orNull(INSTANT),
};

/** Schemas of what the API answers. The end-to-end tests hold real answers to them. */
export const ANSWERS: Readonly<Record<string, JsonSchema>> = {
  Cohort: withOptional(answerOf({ ...cohort, ...known }), onADay),
  CohortPage: pageOf(withOptional(object({ ...cohort, ...known }), onADay)),
  CohortAnswer: answered('cohort', object({ ...cohort, position: orNull(POSITION) })),
  CaseFilePage: pageOf(object({ ...LINE, ...ASSESSED })),
  Exchange: answerOf({ ...exchange, lines }),
  ExchangePage: pageOf(object(exchange)),
  ExchangeAnswer: answered('exchange', {
    type: 'object',
    properties: {
      id: TEXT,
      status: exchange.status,
      revision: COUNT,
      position: orNull(POSITION),
      legs: listOf({ type: 'object' }),
    },
    required: ['id', 'status', 'revision', 'legs'],
  }),
  ...REPORTS,
  ...COMPARISON_ANSWERS,
  ...CLAIM_ANSWERS,
  ...LEDGER_ANSWERS,
  ...SOURCE_ANSWERS,
  ...IMPORT_ANSWERS,
  ...WEBHOOK_ANSWERS,
  ...ACTIVITY_ANSWERS,
  EventBatch: listOf({
    type: 'object',
    description: 'An event in CloudEvents 1.0.',
    properties: {
      specversion: { const: '1.0' },
      id: ENTRY_ID,
      source: TEXT,
      type: TEXT,
      subject: TEXT,
      time: INSTANT,
      position: POSITION,
    },
    required: ['specversion', 'id', 'source', 'type', 'subject', 'time', 'position', 'data'],
  }),
  CommandBatchAnswer: object({
    answers: listOf(
      object({
        key: TEXT,
        status: { type: 'integer', description: 'The HTTP status.' },
        location: orNull(TEXT),
        retryAfter: orNull(COUNT),
        body: { type: 'object', description: 'The answer or the problem, as if the command had been sent alone.' },
      }),
    ),
  }),
  NewToken: object({ ...token, token: { type: 'string', description: 'Shown this once.' } }),
  TokenList: object({ rows: listOf(object(token)) }),
  Live: object({ status: { const: 'live' } }),
  Readiness: {
    type: 'object',
    properties: {
      status: {
        enum: ['ready', 'catching-up', 'thread-failing', 'store-unavailable', 'ledger-stopped', 'stopping'],
      },
      reason: { type: 'string', description: 'What is wrong, where something is.' },
      projections: object({ position: orNull(POSITION), head: orNull(POSITION), secondsBehind: { type: 'number' } }),
      failing: { ...listOf(TEXT), description: 'Threads that break down again and again, where there are any.' },
    },
    required: ['status'],
  },
  Problem: {
    type: 'object',
    description: 'RFC 9457.',
    properties: {
      type: { type: 'string', format: 'uri' },
      title: TEXT,
      status: { type: 'integer' },
      code: { type: 'string', description: 'Kebab-case and stable.' },
      detail: TEXT,
      instance: TEXT,
      errors: listOf(object({ pointer: { type: 'string', description: 'RFC 6901' }, code: TEXT, detail: TEXT })),
    },
    required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
  },
};
