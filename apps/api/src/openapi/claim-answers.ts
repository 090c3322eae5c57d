import type { JsonSchema } from '#http';
import { refTo } from '#http';
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
  TERMS_OF_RELEASE,
  TEXT,
} from './words.js';

export const STAMP = { entryId: ENTRY_ID, recordedAt: INSTANT, actor: TEXT, organisation: orNull(TEXT) };
export const BASIS = orNull(refTo('StatedBasis'));
export const ASSESSED = {
  disputedBy: listOf(object({ ...STAMP, basis: refTo('StatedBasis'), reason: TEXT })),
  corroboratedBy: listOf(object({ ...STAMP, basis: refTo('StatedBasis') })),
};
const graded = { grade: orNull(TEXT), unsourced: COUNT };
const bounds = object({ low: orNull({ type: 'integer' }), high: orNull({ type: 'integer' }) });

const question = {
  detainingPower: COUNTRY,
  powerOfOrigin: COUNTRY,
  category: CATEGORY,
  population: orNull({ type: 'string', description: "Who is counted, in the claimant's words." }),
};
const claim = {
  claimId: TEXT,
  entryId: ENTRY_ID,
  asOf: orNull(DATE),
  people: FIGURE,
  custodian: orNull(TEXT),
  legalStatus: orNull(TEXT),
  heldSince: orNull(DATE),
  basis: BASIS,
  recordedAt: INSTANT,
  actor: TEXT,
  revision: COUNT,
  retractedBy: orNull(ENTRY_ID),
  accepted: orNull(FIGURE),
  decisions: listOf(object({ ...STAMP, people: FIGURE, reason: TEXT, basis: BASIS, retractedBy: orNull(ENTRY_ID) })),
  ...graded,
  ...ASSESSED,
};
const total = {
  totalId: TEXT,
  entryId: ENTRY_ID,
  claimant: TEXT,
  total: FIGURE,
  asOf: DATE,
  rule: object({
    intermediaries: orNull(listOf(COUNTRY)),
    powersOfOrigin: orNull(listOf(COUNTRY)),
    categories: orNull(listOf(CATEGORY)),
    terms: orNull(listOf(TERMS_OF_RELEASE)),
    from: orNull(DATE),
    includes: listOf(TEXT),
    excludes: listOf(TEXT),
  }),
  remark: orNull(TEXT),
  basis: BASIS,
  recordedAt: INSTANT,
  actor: TEXT,
  revision: COUNT,
  retractedBy: orNull(ENTRY_ID),
  ...graded,
  ...ASSESSED,
};
const parts = {
  estimate: orNull(COUNT),
  withoutEstimate: COUNT,
  notStated: COUNT,
  withheld: COUNT,
  contradicted: COUNT,
};
const exchanges = listOf(object({ exchangeId: TEXT, occurredOn: orNull(DATE), people: FIGURE, ...parts }));
const step = object({
  since: orNull(TEXT),
  stated: FIGURE,
  expected: FIGURE,
  ...parts,
  residual: bounds,
  counted: exchanges,
  open: exchanges,
});
const claimedOn = object({
  asOf: orNull(DATE),
  claimIds: listOf(TEXT),
  bounds: orNull(bounds),
  estimates: orNull(object({ least: { type: 'number' }, greatest: { type: 'number' } })),
  disagreement: orNull({ enum: ['contradict', 'differ'] }),
});

/** Schemas of claims of held populations and of published totals. */
export const CLAIM_ANSWERS: Readonly<Record<string, JsonSchema>> = {
  Claim: answerOf({ ...question, ...claim }),
  ClaimPage: pageOf(object({ ...question, ...claim })),
  ClaimAnswer: answered('claim', { type: 'object' }),
  Total: answerOf(total),
  TotalPage: pageOf(object(total)),
  TotalAnswer: answered('total', { type: 'object' }),
  HeldPopulationsReport: answerOf({
    rows: listOf(object({ ...question, claims: listOf(object(claim)), dates: listOf(claimedOn) })),
  }),
  ReconciliationReport: answerOf({
    rows: listOf(object({ claimant: TEXT, totals: listOf(object({ ...total, step: orNull(step) })) })),
    disagreements: listOf(
      object({
        asOf: DATE,
        rule: total.rule,
        totals: listOf(object({ claimant: TEXT, totalId: TEXT, total: FIGURE })),
        disagreement: { enum: ['contradict', 'differ'] },
      }),
    ),
  }),
};
