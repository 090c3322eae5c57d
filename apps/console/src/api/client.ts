import createClient, { type Middleware } from 'openapi-fetch';
import { language } from '../words/words.js';
import type { paths } from './schema.js';

/** What an answer of the API says went wrong (RFC 9457). */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
  readonly [member: string]: unknown;
}

/** The server said no. `code` is stable; `words/` has a sentence for it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly problem: Problem,
    /** Seconds after which to ask again, where the server says so. */
    readonly retryAfter: number | null = null,
  ) {
    super(problem.code);
  }
  get code(): string {
    return this.problem.code;
  }
  get status(): number {
    return this.problem.status;
  }
}

/** Nobody answered: whether the server heard it is not known. */
export class NoLine extends Error {
  override readonly name = 'NoLine';
}

/** What every request says of itself: that it comes from this page (for the cookie), and the language of its answer. */
function headers(method: string): Record<string, string> {
  return {
    'accept-language': language,
    ...(method !== 'GET' && { homeward: '1' }),
  };
}

const ways: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(headers(request.method))) request.headers.set(name, value);
  },
  async onResponse({ response }) {
    await refuse(response);
  },
  onError: () => new NoLine(),
};

/** The API, typed by its own description. Refusals are thrown, and so is a line that is not there. */
export const api = createClient<paths>();
api.use(ways);

/** What is there of an answer that was not refused; text is what it would be as a file. */
export async function dataOf<T>(answer: Promise<{ readonly data?: T }>): Promise<Exclude<T, string>> {
  return (await answer).data as Exclude<T, string>;
}

export interface Sending {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** One request whose path is made at run time: commands, and what the description does not have. */
export async function send<T>(method: string, path: string, { body, headers: more, signal }: Sending = {}): Promise<T> {
  const response = await fetch(path, {
    method,
    headers: { ...headers(method), ...(body !== undefined && { 'content-type': 'application/json' }), ...more },
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
  }).catch((error: unknown) => {
    throw signal?.aborted === true ? error : new NoLine();
  });
  await refuse(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

type Listener = (refusal: Refusal) => void;
const listeners = new Set<Listener>();

/** Tells of every refusal by which the server no longer knows who asks. */
export function onSignedOut(listener: Listener): void {
  listeners.add(listener);
}

async function refuse(response: Response): Promise<void> {
  if (response.ok || response.status === 304) return;
  const after = Number(response.headers.get('retry-after') ?? Number.NaN);
  const refusal = new Refusal(await problemIn(response), Number.isNaN(after) ? null : after);
  if (refusal.status === 401 && refusal.code !== 'sign-in-refused') for (const tell of listeners) tell(refusal);
  throw refusal;
}

async function problemIn(response: Response): Promise<Problem> {
  const { status } = response;
  // What stands between (a proxy, a portal of a hotel) answers without a problem.
  const body = (await response.json().catch(() => ({}))) as Partial<Problem>;
  return { ...body, status, code: body.code ?? (status >= 500 ? 'internal' : `http-${status}`) };
}

/** What is no JSON: a file, or a signed note. */
export async function fetchFile(path: string, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(path, { headers: headers('GET'), signal: signal ?? null }).catch((error: unknown) => {
    throw signal?.aborted === true ? error : new NoLine();
  });
  await refuse(response);
  return response;
}
