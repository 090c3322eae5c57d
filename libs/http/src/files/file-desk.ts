import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { labelsFor, languageFor } from '#formats';
import type { Answer, Page } from '#projections';
import { HttpProblem } from '../problems/problem.js';
import { ANSWERING, type Answering } from '../queries/answering.js';
import type { Question } from '../queries/ask.js';
import { queryArrivalOf } from '../queries/query-params.js';
import {
  asProblem,
  nextUrl,
  nothingFound,
  parameterProblem,
  QueryDesk,
  versionOf,
  type ReadQuery,
} from '../queries/query-desk.js';
import { rulesOf, type Class } from '../validation/compile.js';
import { acceptedFormat, FORMATS, MEDIA_TYPES, type Format } from './media.js';
import type { ReportTable } from './report-table.js';
import { contentOf, type TempFile } from './temp-file.js';
import { fileOf, type FileWanted } from './whole-file.js';

/** Under this name all questions are injected. */
export const QUESTIONS = Symbol('questions');

/** What every query of a table may ask for. */
export interface Tabled extends ReadQuery {
  readonly format?: Format;
  /** `1` adds a row of HXL hashtags. */
  readonly hxl?: '0' | '1';
  readonly limit?: number;
  readonly cursor?: string;
}

/** Answers questions as what is asked for: JSON as ever, or the whole of it as a file, however long the list is. */
@Injectable()
export class FileDesk {
  constructor(
    private readonly queries: QueryDesk,
    @Inject(QUESTIONS) private readonly questions: readonly Question<any>[],
    @Inject(ANSWERING) private readonly answering: Answering,
  ) {}

  /**
   * @param kind what the path's id names, for `cohort-not-found`
   * @throws HttpProblem 406 for what cannot be made, 400 for a file that is to be cut, and all that `QueryDesk.ask` throws
   */
  async ask(query: Tabled, table: ReportTable, kind = ''): Promise<unknown> {
    const { reply } = queryArrivalOf(query);
    const wanted = wantedBy(query);
    if (wanted === undefined) return this.queries.ask(query, kind);
    const { format, labels, hxl, variant } = wanted;
    if (await this.queries.isCurrent(query, `-${variant}`)) return undefined;
    const question = this.questions.find((each) => query instanceof each.query)!;
    const file = await this.answering.file({ query, question, table, format, labels, hxl }).catch(asProblem);
    if (file === undefined) throw nothingFound(query, kind);
    void reply.header('content-language', labels.language);
    return sent(reply, file, { format, variant, name: table.name });
  }

  /**
   * The same for a list that is not read from the read models, and that nobody keeps.
   * @param answer gives the page that a query asks for
   */
  async list<Query extends Tabled>(
    query: Query,
    table: ReportTable,
    answer: (query: Query) => Promise<Page<object>>,
  ): Promise<unknown> {
    const { request, reply } = queryArrivalOf(query);
    const wanted = wantedBy(query);
    if (wanted === undefined) {
      const page = await answer(query).catch(asProblem);
      if (page.next !== null) void reply.header('link', `<${nextUrl(request.url, page.next)}>; rel="next"`);
      void reply.header('cache-control', 'private, no-store');
      return page;
    }
    const file = await fileOf({ query, table, ...wanted }, (page) => answer(page as Query)).catch(asProblem);
    void reply.header('content-language', wanted.labels.language);
    return sent(reply, file!, { ...wanted, name: table.name });
  }
}

interface Wanted extends Pick<FileWanted, 'format' | 'labels' | 'hxl'> {
  /** Tells the files of one answer apart. */
  readonly variant: string;
}

/**
 * What file is asked for; undefined where it is JSON, a page of it.
 * @throws HttpProblem 406 for what cannot be made, 400 for a file that is to be cut
 */
function wantedBy(query: Tabled): Wanted | undefined {
  const { request, reply } = queryArrivalOf(query);
  void reply.header('vary', 'Accept, Accept-Language, Authorization');
  const format = query.format ?? acceptedFormat(request.headers.accept);
  if (format === undefined) throw notAcceptable();
  const isPage = query.limit !== undefined || query.cursor !== undefined;
  if (format === 'json' && (query.format === undefined || isPage || !isList(query))) return undefined;
  if (isPage) throw parameterProblem(query.limit === undefined ? 'cursor' : 'limit', 'a file is always whole');
  const labels = labelsFor(languageFor(request.headers['accept-language']));
  const hxl = query.hxl === '1';
  return { format, labels, hxl, variant: [format, labels.language, ...(hxl ? ['hxl'] : [])].join('-') };
}

interface Named {
  readonly format: Format;
  readonly variant: string;
  readonly name: string;
}

function sent(reply: FastifyReply, content: TempFile, { format, variant, name }: Named): Readable {
  const { manifest, bytes } = content;
  const position = manifest.facts.position as Answer['position'];
  const file = `${name}-${position ?? 'empty'}.${format}`;
  void reply.headers({
    'content-type': `${MEDIA_TYPES[format]}${format === 'xlsx' ? '' : '; charset=utf-8'}`,
    'content-length': bytes,
    ...(format !== 'json' && { 'content-disposition': `attachment; filename="homeward-${file}"` }),
    etag: `"${versionOf(position)}-${variant}"`,
    'cache-control': 'private, no-cache',
    'homeward-rows': manifest.rows,
    'homeward-position': position ?? '',
    ...(manifest.facts.knownAt !== undefined && { 'homeward-known-at': String(manifest.facts.knownAt ?? '') }),
    'homeward-sha256': manifest.sha256,
    'homeward-cannot-be-shown': manifest.failed,
    'repr-digest': `sha-256=:${Buffer.from(manifest.sha256, 'hex').toString('base64')}:`,
  });
  return contentOf(content);
}

function isList(query: object): boolean {
  return rulesOf(query.constructor as Class).fields.has('limit');
}

function notAcceptable(): HttpProblem {
  return new HttpProblem(406, 'not-acceptable', 'It cannot be given as that', {
    detail: `It can be given as ${FORMATS.map((format) => MEDIA_TYPES[format]).join(', ')}.`,
  });
}
