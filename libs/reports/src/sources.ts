import { IsIn, IsOptional } from 'class-validator';
import type { Column } from '#formats';
import { IsCountry, RELIABILITIES, SOURCE_KINDS, type Reliability, type SourceKind } from '#cases';
import {
  SOURCE_SORTS,
  sourceEntries as entriesOn,
  statementEntries as entriesOnStatement,
  sourceFile,
  sourceList,
  sourceWithdrawal as stakesOf,
  type RestingEntry,
} from '#projections';
import {
  column,
  country,
  date,
  ENTRY_ID,
  GRADE,
  RECORDED_AT,
  RETRACTED_BY,
  text,
  URL,
  whole,
} from './making/columns.js';
import { list } from './making/report.js';
import { KnownPageQuery, KnownQuery } from './queries/reading-query.js';

/** Which sources. */
export class SourceListQuery extends KnownPageQuery {
  /** Sources of this kind. */
  @IsOptional()
  @IsIn(SOURCE_KINDS)
  kind?: SourceKind;

  /** The Power that it speaks for or belongs to: ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  party?: string;

  /** Sources of this grade, A (completely reliable) to F (cannot be judged). */
  @IsOptional()
  @IsIn(RELIABILITIES)
  reliability?: Reliability;

  /** Sources that stand, or that were withdrawn. */
  @IsOptional()
  @IsIn(['registered', 'withdrawn'])
  status?: 'registered' | 'withdrawn';

  /** A leading `-` turns the order round. */
  @IsOptional()
  @IsIn(SOURCE_SORTS)
  sort?: (typeof SOURCE_SORTS)[number];
}

/** One source, named by the path. */
export class SourceQuery extends KnownQuery {}

/** What rests on a stored statement, named by the path. */
export class StatementEntriesQuery extends KnownPageQuery {}

/** Entries that rest on one source. */
export class SourceEntriesQuery extends KnownPageQuery {}

/** What would rest on nothing without one source. */
export class SourceWithdrawalQuery extends KnownPageQuery {}

export const sources = list({
  path: 'sources',
  operation: 'Sources.list',
  about: 'Lists registered sources, withdrawn ones too.',
  query: SourceListQuery,
  answer: sourceList,
  columns: [
    text('id', 'Source', '#meta+source+id'),
    text('name', 'Name', '#meta+source+name'),
    text('publisher', 'Publisher', '#org+publisher+name'),
    text('kind', 'Kind', '#meta+source+type'),
    country('party', 'Party', '#country+code+party'),
    text('independenceGroup', 'Independence group', '#meta+group+id'),
    text('status', 'Status', '#status+source'),
    text('reliability', 'Reliability (Admiralty code)', '#meta+reliability'),
    URL,
    RECORDED_AT,
    text('updatedAt', 'Updated at', '#date+updated'),
  ],
  nameBy: 'id',
});

export const source = list({
  path: 'sources/:id',
  operation: 'Sources.show',
  about: 'Shows one source: how it was graded, what it stated, and how much rests on it.',
  kind: 'source',
  query: SourceQuery,
  answer: (models, { id, ...query }) => sourceFile(models, id, query),
});

const FILE = [text('fileKind', 'File', '#meta+file+type'), text('fileId', 'Id of the file', '#meta+file+id')];

/** What is told of an entry that rests on something. */
const RESTING: readonly Column[] = [
  ENTRY_ID,
  ...FILE,
  text('type', 'Type of entry', '#activity+type'),
  date('occurredOn', 'Occurred on', '#date+occurred'),
  RECORDED_AT,
  text('actor', 'Recorded by', '#contact+name'),
  GRADE,
  RETRACTED_BY,
];

function restingCells({ file, ...entry }: RestingEntry): object {
  return { ...entry, fileKind: file.kind, fileId: file.id };
}

export const sourceEntries = list({
  path: 'sources/:id/entries',
  name: 'source-entries',
  operation: 'Sources.entries',
  about: 'Lists the entries of all files that rest on a source, the oldest first.',
  readers: ['caseworker', 'auditor'],
  query: SourceEntriesQuery,
  answer: (models, { id, ...query }) => entriesOn(models, id, query),
  columns: RESTING,
  cells: ({ rows }) => rows.map(restingCells),
});

export const sourceWithdrawal = list({
  path: 'sources/:id/withdrawal',
  name: 'source-withdrawal',
  operation: 'Sources.withdrawal',
  about: 'Shows file by file which entries would rest on nothing without a source.',
  readers: ['caseworker', 'auditor'],
  query: SourceWithdrawalQuery,
  answer: (models, { id, ...query }) => stakesOf(models, id, query),
  columns: [
    ...FILE,
    whole('resting', 'Entries that name the source', '#meta+resting+num'),
    whole('unsourced', 'Entries that would rest on nothing', '#meta+unsourced+num'),
    column('entryIds', 'Which', 'list', '#meta+entry+id+list'),
  ],
  cells: ({ rows }) => rows.map(({ file, ...stake }) => ({ ...stake, fileKind: file.kind, fileId: file.id })),
});

export const statementEntries = list({
  path: 'statement-entries/:id',
  name: 'statement-entries',
  tag: 'statements',
  operation: 'Statements.entries',
  about: 'Lists the entries of all files that rest on a stored statement, the oldest first.',
  readers: ['caseworker', 'auditor'],
  query: StatementEntriesQuery,
  answer: (models, { id, ...query }) => entriesOnStatement(models, id, query),
  columns: RESTING,
  cells: ({ rows }) => rows.map(restingCells),
});
