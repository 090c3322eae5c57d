import type { Fault } from '../validation/validate.js';

/** RFC 9457, with a stable code, and with the places of a body that are wrong. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** Kebab-case and stable: clients translate it. */
  readonly code: string;
  readonly detail: string;
  /** The path that was asked for. */
  readonly instance: string;
}

export interface ProblemOptions {
  readonly detail?: string;
  readonly errors?: readonly Fault[];
  readonly headers?: Readonly<Record<string, string>>;
  /** It comes about in the ordinary course of things and passes by itself: nobody needs to look into it. */
  readonly isExpected?: boolean;
  /** Further members of the body. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** An answer that is a problem. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly options: ProblemOptions = {},
  ) {
    super(`${code}: ${title}`);
  }

  /** The body of the answer. `instance` is the path asked for, without its query. */
  toDetails(instance: string): ProblemDetails & Readonly<Record<string, unknown>> {
    const { detail = `${this.title}.`, errors, members } = this.options;
    return {
      type: `urn:homeward:problem:${this.code}`,
      title: this.title,
      status: this.status,
      code: this.code,
      detail,
      instance,
      ...(errors && { errors }),
      ...members,
    };
  }
}

/** What an answer needs to have; Fastify's reply has it. */
export interface ProblemReply {
  code(status: number): this;
  header(name: string, value: string): this;
  send(body: string): unknown;
}

/** Sends a problem as `application/problem+json`. */
export function sendProblem(reply: ProblemReply, problem: HttpProblem, url: string): void {
  reply.code(problem.status).header('content-type', 'application/problem+json').header('cache-control', 'no-store');
  for (const [name, value] of Object.entries(problem.options.headers ?? {})) reply.header(name, value);
  reply.send(JSON.stringify(problem.toDetails(pathOf(url))));
}

/** The path of a URL, without the query, which may hold what is nobody's business. */
export function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}
