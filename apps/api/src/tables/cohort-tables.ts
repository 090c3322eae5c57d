import type { Row } from '#formats';
import type { ReportTable } from '#http';
import type { CaseFileEntry, CohortStatus, Page } from '#projections';
import {
  CATEGORY,
  column,
  COUNTRY,
  date,
  DATES,
  DETAINING_POWER,
  ENTRY_ID,
  GRADE,
  people,
  PEOPLE,
  PLACE,
  POWER_OF_ORIGIN,
  RECORDED_AT,
  RETRACTED_BY,
  SOURCE,
  STAGE,
  stated,
  text,
  UNSOURCED,
  URL,
  whole,
} from './columns.js';

/** One row for each position that people of a cohort are in; one without people for a cohort of which nobody is left. */
export const COHORTS: ReportTable<Page<CohortStatus>> = {
  name: 'cohorts',
  columns: [
    text('id', 'Cohort', '#group+id'),
    text('name', 'Name', '#group+name'),
    CATEGORY,
    POWER_OF_ORIGIN,
    DETAINING_POWER,
    text('status', 'Status', '#status+file'),
    people('headcount', 'Headcount of the cohort', '+cohort'),
    STAGE,
    COUNTRY,
    PLACE,
    text('runBy', 'Run by', '#org+name'),
    column('exit', 'Exit', 'code', '#status+exit+code', 'exit'),
    PEOPLE,
    DATES,
    date('since', 'Since', '#date+start'),
    whole('daysInStage', 'Days in stage', '#indicator+days+num'),
    date('confirmedOn', 'Last confirmed', '#date+confirmed'),
    text('custodian', 'Custodian', '#org+custodian+name'),
    date('custodySince', 'In custody since', '#date+custody'),
    text('legalStatus', 'Legal status', '#status+legal'),
    GRADE,
    UNSOURCED,
    column('alertKinds', 'Alerts', 'list', '#meta+alerts+list'),
    text('updatedAt', 'Updated at', '#date+updated'),
  ],
  *rows({ rows }) {
    for (const { balances, ...cohort } of rows) {
      const own = { ...cohort, alertKinds: cohort.alerts.map(({ kind }) => kind) };
      for (const balance of balances.length > 0 ? balances : [NOBODY]) yield { ...own, ...balance } as Row;
    }
  },
  nameOf: ({ id }) => String(id),
};

const NOBODY = { stage: null, people: { kind: 'exact', value: 0 } };

/** Every entry of a case file, retracted ones too. */
export const CASE_FILE: ReportTable<Page<CaseFileEntry>> = {
  name: 'entries',
  columns: [
    ENTRY_ID,
    text('position', 'Position in the log', '#meta+position'),
    whole('revision', 'Revision', '#meta+revision+num'),
    text('type', 'Type of entry', '#activity+type'),
    date('occurredOn', 'Occurred on', '#date+occurred'),
    RECORDED_AT,
    text('actor', 'Recorded by', '#contact+name'),
    text('organisation', 'Organisation', '#org+name'),
    SOURCE,
    URL,
    RETRACTED_BY,
    text('says', 'What it says', '#description'),
    text('after', 'People after it', '#affected+text'),
  ],
  *rows({ rows }) {
    for (const { basis, data, after, ...entry } of rows) {
      yield { ...entry, ...stated(basis), says: JSON.stringify(data), after: JSON.stringify(after) };
    }
  },
  nameOf: ({ entryId }) => String(entryId),
};
