import type { Row } from '#formats';
import type { ReportTable } from '#http';
import type {
  Alert,
  FileAtStake,
  Page,
  PathwaysReport,
  RestingEntry,
  SourceSummary,
  StatementFile,
} from '#projections';
import {
  CATEGORY,
  column,
  country,
  date,
  ENTRY_ID,
  GRADE,
  POWER_OF_ORIGIN,
  RECORDED_AT,
  RETRACTED_BY,
  STAGE,
  COUNTRY,
  text,
  URL,
  whole,
} from './columns.js';

const plain = ({ rows }: { readonly rows: readonly object[] }): readonly Row[] => rows as readonly Row[];

export const SOURCES: ReportTable<Page<SourceSummary>> = {
  name: 'sources',
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
  rows: plain,
  nameOf: ({ id }) => String(id),
};

export const STATEMENTS: ReportTable<Page<StatementFile>> = {
  name: 'statements',
  columns: [
    text('statementId', 'Statement', '#meta+statement+id'),
    text('sourceId', 'Source', '#meta+source+id'),
    URL,
    date('publishedOn', 'Published on', '#date+published'),
    text('capturedAt', 'Captured at', '#date+captured'),
    text('method', 'Method', '#meta+method'),
    text('collector', 'Captured by', '#org+collector+name'),
    text('credibility', 'Credibility (Admiralty code)', '#meta+credibility'),
    text('sha256', 'SHA-256 of the copy', '#meta+sha256'),
    text('mediaType', 'Type of the copy', '#meta+mediatype'),
    whole('bytes', 'Bytes of the copy', '#meta+bytes+num'),
    RECORDED_AT,
  ],
  rows: plain,
  nameOf: ({ statementId }) => String(statementId),
};

const FILE = [text('fileKind', 'File', '#meta+file+type'), text('fileId', 'Id of the file', '#meta+file+id')];

export const SOURCE_ENTRIES: ReportTable<Page<RestingEntry>> = {
  name: 'source-entries',
  columns: [
    ENTRY_ID,
    ...FILE,
    text('type', 'Type of entry', '#activity+type'),
    date('occurredOn', 'Occurred on', '#date+occurred'),
    RECORDED_AT,
    text('actor', 'Recorded by', '#contact+name'),
    GRADE,
    RETRACTED_BY,
  ],
  *rows({ rows }) {
    for (const { file, ...entry } of rows) yield { ...entry, fileKind: file.kind, fileId: file.id };
  },
};

export const SOURCE_WITHDRAWAL: ReportTable<Page<FileAtStake>> = {
  name: 'source-withdrawal',
  columns: [
    ...FILE,
    whole('resting', 'Entries that name the source', '#meta+resting+num'),
    whole('unsourced', 'Entries that would rest on nothing', '#meta+unsourced+num'),
    column('entryIds', 'Which', 'list', '#meta+entry+id+list'),
  ],
  *rows({ rows }) {
    for (const { file, ...stake } of rows) yield { ...stake, fileKind: file.kind, fileId: file.id };
  },
};

export const ALERTS: ReportTable<Page<Alert>> = {
  name: 'alerts',
  columns: [
    text('id', 'Alert', '#meta+alert+id'),
    text('kind', 'Kind', '#meta+alert+type'),
    text('cohortId', 'Cohort', '#group+id'),
    text('exchangeId', 'Exchange', '#event+id'),
    date('since', 'Since', '#date+start'),
    whole('days', 'Days', '#indicator+days+num'),
    text('rule', 'Why', '#description'),
    text('handled', 'Handled', '#status+alert'),
    text('owner', 'In the hands of', '#contact+name'),
    date('snoozedUntil', 'Put aside until', '#date+until'),
    column('entryIds', 'Entries', 'list', '#meta+entry+id+list'),
  ],
  rows: plain,
  nameOf: ({ id }) => String(id),
};

/** One row for each stage of each pathway that holds. */
export const PATHWAYS: ReportTable<PathwaysReport> = {
  name: 'pathways',
  columns: [
    text('id', 'Pathway', '#meta+pathway+id'),
    text('name', 'Name', '#meta+pathway+name'),
    text('status', 'Status', '#status+pathway'),
    CATEGORY,
    POWER_OF_ORIGIN,
    date('from', 'From', '#date+start'),
    date('until', 'Until', '#date+end'),
    whole('step', 'Step', '#meta+step+num'),
    STAGE,
    COUNTRY,
    whole('limitDays', 'Limit in days', '#indicator+days+limit+num'),
  ],
  *rows({ rows }) {
    for (const { id, status, pathway } of rows) {
      for (const [index, stage] of (pathway?.stages ?? []).entries()) {
        yield { ...pathway, id, status, step: index + 1, ...stage };
      }
    }
  },
  nameOf: ({ id }) => String(id),
};
