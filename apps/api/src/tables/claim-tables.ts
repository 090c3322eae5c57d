import type { ReportTable } from '#http';
import type {
  HeldClaim,
  HeldPopulationsReport,
  Page,
  PublishedTotalFile,
  Question,
  ReconciliationReport,
} from '#projections';
import {
  CATEGORY,
  column,
  date,
  DETAINING_POWER,
  ENTRY_ID,
  GRADE,
  people,
  PEOPLE,
  POWER_OF_ORIGIN,
  RECORDED_AT,
  RETRACTED_BY,
  SOURCE,
  stated,
  text,
  URL,
  whole,
} from './columns.js';

const CLAIM_COLUMNS = [
  text('claimId', 'Claim', '#meta+claim+id'),
  DETAINING_POWER,
  POWER_OF_ORIGIN,
  CATEGORY,
  text('population', 'Who is counted', '#affected+description'),
  date('asOf', 'As of', '#date+asof'),
  PEOPLE,
  people('accepted', 'Accepted figure', '+accepted'),
  text('disagreement', 'Claims of this date', '#meta+disagreement'),
  text('custodian', 'Custodian', '#org+custodian+name'),
  text('legalStatus', 'Legal status', '#status+legal'),
  date('heldSince', 'Held since', '#date+custody'),
  GRADE,
  SOURCE,
  URL,
  RECORDED_AT,
  ENTRY_ID,
  RETRACTED_BY,
];

export const CLAIMS: ReportTable<Page<Question & HeldClaim>> = {
  name: 'population-claims',
  columns: CLAIM_COLUMNS.filter(({ key }) => key !== 'disagreement'),
  *rows({ rows }) {
    for (const claim of rows) yield { ...claim, ...accepted(claim), ...stated(claim.basis) };
  },
  nameOf: ({ claimId }) => String(claimId),
};

/** One row for each claim; those of one question follow each other by date. Nothing is added up. */
export const HELD_POPULATIONS: ReportTable<HeldPopulationsReport> = {
  name: 'held-populations',
  columns: CLAIM_COLUMNS,
  *rows({ rows }) {
    for (const { claims, dates, ...question } of rows) {
      for (const claim of claims) {
        const disagreement = dates.find(({ claimIds }) => claimIds.includes(claim.claimId))?.disagreement ?? null;
        yield { ...question, ...claim, ...accepted(claim), ...stated(claim.basis), disagreement };
      }
    }
  },
  nameOf: ({ claimId }) => String(claimId),
};

/** Where nobody decided there is no figure: that is not one which is not stated. */
function accepted(claim: Pick<HeldClaim, 'accepted'>): object {
  return { accepted: claim.accepted ?? undefined };
}

const TOTAL_COLUMNS = [
  text('claimant', 'Claimant', '#org+claimant+name'),
  text('totalId', 'Published total', '#meta+total+id'),
  date('asOf', 'As of', '#date+asof'),
  people('total', 'Total', '+total'),
  text('remark', 'Remark', '#description'),
  GRADE,
  SOURCE,
  URL,
  RECORDED_AT,
  ENTRY_ID,
  RETRACTED_BY,
];

export const TOTALS: ReportTable<Page<PublishedTotalFile>> = {
  name: 'published-totals',
  columns: TOTAL_COLUMNS,
  *rows({ rows }) {
    for (const total of rows) yield { ...total, ...stated(total.basis) };
  },
  nameOf: ({ totalId }) => String(totalId),
};

/** One row for each published total, with the step up to it. */
export const RECONCILIATION: ReportTable<ReconciliationReport> = {
  name: 'reconciliation',
  columns: [
    ...TOTAL_COLUMNS.slice(0, 4),
    text('since', 'Since the total', '#meta+total+id+before'),
    people('stated', 'Added since, as published', '+stated'),
    people('expected', 'Added since, by the exchanges', '+expected'),
    text('disagreement', 'Other counts of this day', '#meta+disagreement'),
    whole('residualLow', 'Left over, lower bound', '#indicator+residual+min'),
    whole('residualHigh', 'Left over, upper bound', '#indicator+residual+max'),
    column('counted', 'Exchanges counted', 'list', '#event+id+list'),
    column('open', 'Exchanges that may or may not belong', 'list', '#event+id+open+list'),
    ...TOTAL_COLUMNS.slice(4),
  ],
  *rows({ rows, disagreements }) {
    const disputed = new Map(
      disagreements.flatMap(({ totals, disagreement }) => totals.map(({ totalId }) => [totalId, disagreement])),
    );
    for (const { totals } of rows) {
      for (const { step, ...total } of totals) {
        const disagreement = disputed.get(total.totalId) ?? null;
        const { residual, counted = [], open = [], ...gain } = step ?? {};
        const exchanges = { counted: counted.map(idOf), open: open.map(idOf) };
        const bounds = { residualLow: residual?.low, residualHigh: residual?.high };
        yield { ...total, ...stated(total.basis), ...gain, ...bounds, ...exchanges, disagreement };
      }
    }
  },
  nameOf: ({ totalId }) => String(totalId),
};

function idOf({ exchangeId }: { readonly exchangeId: string }): string {
  return exchangeId;
}
