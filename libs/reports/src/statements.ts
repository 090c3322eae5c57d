import { IsOptional, IsString, Length } from 'class-validator';
import { statementFile, statementList } from '#projections';
import { date, RECORDED_AT, text, URL, whole } from './making/columns.js';
import { list } from './making/report.js';
import { KnownPageQuery, KnownQuery } from './queries/reading-query.js';

/** Which statements. */
export class StatementListQuery extends KnownPageQuery {
  /** Id of the source. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  source?: string;
}

/** One statement, named by the path. */
export class StatementQuery extends KnownQuery {}

export const statements = list({
  path: 'statements',
  operation: 'Statements.list',
  about: 'Lists what was published where and when, with the fingerprints of the stored copies.',
  query: StatementListQuery,
  answer: statementList,
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
  nameBy: 'statementId',
});

export const statement = list({
  path: 'statements/:id',
  operation: 'Statements.show',
  about: 'Shows one statement.',
  kind: 'statement',
  query: StatementQuery,
  answer: (models, { id, ...query }) => statementFile(models, id, query),
});
