import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Position } from '#eventsourcing';
import { ReadModels, type Answer, type Page } from '#projections';
import type { Read, ReportTable } from '#reports';
import { fileWish, type TableParameters } from '../files/file-wish.js';
import { sendFile } from '../files/send-file.js';
import type { TempFile } from '../files/temp-file.js';
import { fileOf } from '../files/whole-file.js';
import { behind } from '../problems/problem-of.js';
import { FileQuery } from './query-handlers.js';
import { queryArrivalOf, type QueryArrival } from './query-params.js';
import { etagOf, etagOfContent, tagsIn } from './etags.js';
import { asProblem, nothingFound } from './read-problems.js';
import { versionOf } from './version.js';

/** So long a read with `after` waits for its projection. */
const PATIENCE_MS = 5_000;

/** What every query may ask for. */
interface ReadParameters extends TableParameters {
  readonly after?: Position;
}

/**
 * Answers reads, each over the query bus: after what was asked to be seen, as what is asked for (JSON, or the whole of it as a
 * file, however long the list is), with an `ETag`, and not again where nothing has changed.
 */
@Injectable()
export class QueryResponder {
  constructor(
    private readonly bus: QueryBus,
    @Inject(ReadModels) private readonly models: ReadModels,
  ) {}

  /**
   * @throws Rejected where there is no such thing
   * @throws HttpProblem 503 where the read models do not come to `after` in time, 400 for a cursor of another list or a file
   * that is to be cut, 406 for what cannot be made
   */
  async answer(read: Read, query: ReadParameters): Promise<unknown> {
    const arrival = queryArrivalOf(query);
    const { table, kind, isPersonal = false } = read;
    const wish = table && this.wishOf(query);
    const roles = arrival.request.caller?.roles ?? [];
    // A file is for everybody who may read it.
    if (isPersonal) Object.assign(query, { roles: wish === undefined ? roles : [] });
    const variant = wish?.variant ?? (isPersonal ? rolesIn(roles) : undefined);
    await this.waitFor(query.after);
    if (read.isToldByContent !== true && (await this.isCurrent(arrival, variant))) return undefined;
    if (table === undefined || wish === undefined) {
      const answer = await this.ask<Answer>(query);
      if (answer === undefined) throw nothingFound(query, kind);
      const version = versionOf(answer.position) + (variant === undefined ? '' : `-${variant}`);
      const etag = read.isToldByContent === true ? etagOfContent(answer) : etagOf(answer, version);
      return label(arrival, answer, etag) ? undefined : answer;
    }
    const file = await this.ask<TempFile>(new FileQuery({ query, read: { ...read, table }, ...wish }));
    if (file === undefined) throw nothingFound(query, kind);
    return sendFile(arrival.reply, file, table.name, wish);
  }

  /** The same for a list that is not read from the read models, and that nobody keeps. @throws HttpProblem as `answer` does */
  async answerAfresh<Row extends object>(
    table: ReportTable<Page<Row>>,
    query: TableParameters,
  ): Promise<Page<Row> | Readable> {
    const { request, reply } = queryArrivalOf(query);
    const wish = this.wishOf(query);
    if (wish !== undefined) {
      const file = await fileOf({ query, table, ...wish }, (page) => this.ask<Answer>(page));
      return sendFile(reply, file!, table.name, wish);
    }
    const page = (await this.ask<Page<Row>>(query))!;
    if (page.next !== null) void reply.header('link', linkTo(request.url, page.next));
    void reply.header('cache-control', 'private, no-store');
    return page;
  }

  private ask<Result>(query: object): Promise<Result | undefined> {
    return this.bus.execute<object, Result | undefined>(query).catch(asProblem);
  }

  private wishOf(query: TableParameters) {
    const { request, reply } = queryArrivalOf(query);
    void reply.header('vary', 'Accept, Accept-Language, Authorization');
    return fileWish(query, request);
  }

  /**
   * Says before anything is read whether the client has the answer as it is now, and answers 304 if so.
   * @param variant how this answer's `ETag` ends, where it is not the only one of its position
   */
  private async isCurrent({ request, reply }: QueryArrival, variant?: string): Promise<boolean> {
    const tags = tagsIn(request.headers['if-none-match']);
    if (tags.length === 0) return false;
    const version = versionOf((await this.models.checkpoint()) ?? null);
    const end = `${version}${variant === undefined ? '' : `-${variant}`}"`;
    const etag = tags.find((tag) => tag.endsWith(end));
    if (etag === undefined) return false;
    void reply.header('etag', etag).code(304);
    return true;
  }

  private async waitFor(after: Position | undefined): Promise<void> {
    if (after === undefined || (await this.models.waitFor(after, PATIENCE_MS))) return;
    throw behind(`They did not come to ${after} within ${PATIENCE_MS / 1_000} s.`);
  }
}

/** Says in the headers what an answer is, and whether the client has it already: true for 304. */
function label({ request, reply }: QueryArrival, answer: Answer, etag: string): boolean {
  const { next } = answer as { readonly next?: string | null };
  reply.header('etag', etag);
  reply.header('cache-control', 'private, no-cache');
  if (next !== undefined && next !== null) reply.header('link', linkTo(request.url, next));
  const isHad = tagsIn(request.headers['if-none-match']).includes(etag);
  if (isHad) reply.code(304);
  return isHad;
}

/** Roles as one word: what people with other ones are told has another `ETag`. */
function rolesIn(roles: readonly string[]): string {
  return roles.length === 0 ? 'nobody' : roles.toSorted().join('.');
}

/** The same address with the next cursor; `after` has been waited for already. */
function linkTo(url: string, cursor: string): string {
  const [path, query] = url.split('?', 2) as [string, string | undefined];
  const parameters = new URLSearchParams(query);
  parameters.delete('after');
  parameters.set('cursor', cursor);
  return `<${path}?${parameters.toString()}>; rel="next"`;
}
