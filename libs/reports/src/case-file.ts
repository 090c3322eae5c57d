import { IsOptional } from 'class-validator';
import { IsDay } from '#cases';
import { caseFile as entriesOf, compareCohort } from '#projections';
import { date, ENTRY_ID, RECORDED_AT, RETRACTED_BY, SOURCE, stated, text, URL, whole } from './making/columns.js';
import { WHY } from './making/comparison.js';
import { list } from './making/report.js';
import { DayComparisonQuery } from './queries/comparison-query.js';
import { KnownPageQuery } from './queries/reading-query.js';

/** A page of the entries of one cohort. */
export class CaseFileQuery extends KnownPageQuery {
  /** Entries about what had happened by this day, and those that name no day. */
  @IsOptional()
  @IsDay()
  on?: string;
}

/** One cohort, named by the path. */
export class CohortComparisonQuery extends DayComparisonQuery {}

const LINE = [
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
  text('amendedBy', 'Amended by entry', '#meta+amended+id'),
  text('says', 'What it says', '#description'),
];

export const caseFile = list({
  path: 'cohorts/:id/entries',
  name: 'entries',
  operation: 'Cohorts.entries',
  about: 'Shows the case file: every entry, retracted ones too, with who was where before and after.',
  readers: ['caseworker', 'auditor'],
  kind: 'cohort',
  query: CaseFileQuery,
  answer: (models, { id, ...query }) => entriesOf(models, id, query),
  columns: [...LINE, text('after', 'People after it', '#affected+text')],
  cells: ({ rows }) =>
    rows.map(({ basis, data, after, ...entry }) => {
      return { ...entry, ...stated(basis), says: JSON.stringify(data), after: JSON.stringify(after) };
    }),
  nameBy: 'entryId',
});

/** Every entry that was recorded between the two moments. */
export const cohortComparison = list({
  path: 'cohorts/:id/compare',
  name: 'cohort-compared',
  tag: 'comparisons',
  operation: 'Comparisons.cohort',
  about:
    'What changed in what is known of one cohort between two moments: where its people are, and every entry recorded between.',
  readers: ['caseworker', 'auditor'],
  kind: 'cohort',
  query: CohortComparisonQuery,
  answer: (models, { id, ...query }) => compareCohort(models, id, query),
  columns: [
    ...LINE,
    WHY,
    text('before', 'People before it', '#affected+before+text'),
    text('after', 'People after it', '#affected+after+text'),
  ],
  cells: ({ entries }) =>
    entries.map(({ basis, data, before, after, ...entry }) => {
      const told = { says: JSON.stringify(data), before: JSON.stringify(before), after: JSON.stringify(after) };
      return { ...entry, ...stated(basis), ...told };
    }),
  nameBy: 'entryId',
  mayTakeLong: true,
});
