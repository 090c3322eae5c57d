import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Rejected, type Position } from '#eventsourcing';
import { InvalidCursor, InvalidMoment, InvalidPeriod, ReadModels, type Answer } from '#projections';
import { behind } from '../problems/problem-of.js';
import { HttpProblem } from '../problems/problem.js';
import { queryArrivalOf, type QueryArrival } from './query-params.js';

/** So long a read with `after` waits for its projection. */
const PATIENCE_MS = 5_000;

/** What every query may ask for. */
export interface ReadQuery {
  readonly after?: Position;
}

/** Answers questions: after what was asked to be seen, with an `ETag`, and not again where nothing has changed. */
@Injectable()
export class QueryDesk {
  constructor(
    private readonly bus: QueryBus,
    @Inject(ReadModels) private readonly models: ReadModels,
  ) {}

  /**
   * @param kind what the path's id names, for `cohort-not-found`
   * @throws Rejected where there is no such thing
   * @throws HttpProblem 503 where the read models do not come to `after` in time, 400 for a cursor of another list
   */
  async ask<Result extends Answer>(query: ReadQuery, kind = ''): Promise<Result | undefined> {
    if (await this.isCurrent(query)) return undefined;
    const answer = await this.bus.execute<object, Result | undefined>(query).catch(asProblem);
    if (answer === undefined) throw nothingFound(query, kind);
    this.label(queryArrivalOf(query), answer);
    return answer;
  }

  /**
   * Waits for `after`; then says whether the client has the answer as it is now, and answers 304 if so. The same position
   * on the same day gives the same bytes: days in a stage are counted up to today.
   * @param variant how this answer's `ETag` ends, where it is not the only one of its position
   * @throws HttpProblem 503 where the read models do not come to `after` in time
   */
  async isCurrent(query: ReadQuery, variant = ''): Promise<boolean> {
    const { request, reply } = queryArrivalOf(query);
    await this.waitFor(query.after);
    const etag = request.headers['if-none-match']?.replace(/^W\//, '');
    if (etag === undefined) return false;
    const version = versionOf((await this.models.checkpoint()) ?? null);
    if (!etag.endsWith(`${version}${variant}"`)) return false;
    void reply.header('etag', etag).code(304);
    return true;
  }

  private async waitFor(after: Position | undefined): Promise<void> {
    if (after === undefined || (await this.models.waitFor(after, PATIENCE_MS))) return;
    throw behind(`They did not come to ${after} within ${PATIENCE_MS / 1_000} s.`);
  }

  private label({ request, reply }: QueryArrival, answer: Answer): void {
    const { revision, next } = answer as { readonly revision?: number; readonly next?: string | null };
    reply.header('etag', `"${revision === undefined ? '' : `${revision}-`}${versionOf(answer.position)}"`);
    reply.header('cache-control', 'private, no-cache');
    if (next !== undefined && next !== null) reply.header('link', `<${nextUrl(request.url, next)}>; rel="next"`);
  }
}

/** What answers of one position and day have in common in their `ETag`. */
export function versionOf(position: Position | null): string {
  return `${position ?? 'empty'}-${new Date().toISOString().slice(0, 10)}`;
}

export function nothingFound(query: object, kind: string): Rejected {
  return new Rejected(`${kind}-not-found`, { [`${kind}Id`]: (query as { readonly id?: string }).id });
}

/** The same address with the next cursor; `after` has been waited for already. */
export function nextUrl(url: string, cursor: string): string {
  const [path, query] = url.split('?', 2) as [string, string | undefined];
  const parameters = new URLSearchParams(query);
  parameters.delete('after');
  parameters.set('cursor', cursor);
  return `${path}?${parameters.toString()}`;
}

/** Errors of the read models as what a client is told. */
export function asProblem(error: unknown): never {
  if (error instanceof InvalidCursor) throw parameterProblem('cursor', error.message);
  if (error instanceof InvalidMoment) throw parameterProblem(error.parameter, error.message);
  if (error instanceof InvalidPeriod) throw parameterProblem(error.parameter, error.message);
  throw error;
}

export function parameterProblem(name: string, detail: string): HttpProblem {
  const code = `invalid-${name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`;
  const errors = [{ pointer: `/${name}`, code, detail }];
  return new HttpProblem(400, 'invalid-query', 'Some parameters are not what they should be', { detail, errors });
}
