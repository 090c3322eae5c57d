import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { Option } from 'commander';
import type { ImportKind, Obstacle, Reversal, Summary } from '#imports';
import { ExitCode, Failure } from '../exit-code.js';
import { formOf } from './form.js';
import type { Told, ToldRow } from './told.js';

export interface ServerOptions {
  readonly server?: string;
  readonly token?: string;
}

/** Which server to import by, instead of working on the log itself. */
export function serverOptions(): readonly Option[] {
  return [
    new Option('--server <address>', 'import by a server that is running, such as http://127.0.0.1:3000').conflicts([
      'log',
      'as',
    ]),
    new Option('--token <token>', "a caseworker's token for that server").env('HOMEWARD_TOKEN'),
  ];
}

/** A table that a server has taken in. */
export interface Uploaded {
  readonly id: string;
  /** What each row would do. */
  readonly tried: AsyncIterable<Told>;
  /** Does without being told what each row would do. */
  readonly skip: () => void;
}

/** How a table that was tried out is recorded. */
export interface Applying {
  readonly rowByRow: boolean;
  readonly acceptChanges: boolean;
  /** Take on the cohorts that it registers. */
  readonly watch: boolean;
}

interface Sending {
  readonly path: string;
  readonly accept?: string;
  readonly type: string;
  readonly body: Readable;
}

const LINES = 'application/x-ndjson';

/** Imports as a server does them, over HTTP. Everything that fails is a `Failure`, in the server's words. */
export class ImportServer {
  private readonly imports: string;

  /** @throws Failure for an address that is none, or where there is no token */
  constructor(
    address: string,
    private readonly token: string | undefined,
  ) {
    if (!/^https?:\/\//.test(address) || !URL.canParse(address)) {
      throw new Failure(`--server must be an address such as http://127.0.0.1:3000, not ${address}`, ExitCode.Usage);
    }
    if (token === undefined) throw new Failure('name a token with --token, or in HOMEWARD_TOKEN', ExitCode.Usage);
    this.imports = `${address.replace(/\/(?:api\/v1\/?)?$/, '')}/api/v1/imports`;
  }

  async upload(file: string, parts: { kind: ImportKind; sheet?: string; mapping?: string }): Promise<Uploaded> {
    const { type, body } = formOf(parts, createReadStream(file));
    const answer = await this.send({ path: '', accept: LINES, type, body });
    const id = String(answer.headers.location).split('/').at(-1)!;
    return { id, tried: linesIn(answer), skip: () => answer.destroy() };
  }

  async apply(id: string, options: Applying): Promise<AsyncIterable<Told>> {
    const { rowByRow, acceptChanges, watch } = options;
    const mode = rowByRow ? 'row-by-row' : 'all-or-nothing';
    return linesIn(await this.post(`/${encodeURIComponent(id)}/apply`, { mode, acceptChanges, watch }, LINES));
  }

  /** @returns how many entries were taken back, or what is in the way */
  async reverse(id: string, reason: string): Promise<Pick<Reversal, 'reversed' | 'entries' | 'obstacles'>> {
    try {
      const answer = await this.post(`/${encodeURIComponent(id)}/reverse`, { reason }, 'application/json');
      const { entries } = (await json(answer)) as { entries: number };
      return { reversed: true, entries, obstacles: [] };
    } catch (error) {
      if (!(error instanceof Refused) || error.problem.code !== 'import-built-on') throw error;
      return { reversed: false, entries: 0, obstacles: error.problem.obstacles ?? [] };
    }
  }

  private post(path: string, body: object, accept: string): Promise<IncomingMessage> {
    return this.send({ path, accept, type: 'application/json', body: Readable.from([JSON.stringify(body)]) });
  }

  /** @throws Refused for an answer that is a problem, Failure where there is no answer */
  private async send({ path, accept, type, body }: Sending): Promise<IncomingMessage> {
    const address = new URL(this.imports + path);
    const request = (address.protocol === 'https:' ? requestHttps : requestHttp)(address, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': type, accept },
    });
    const answer = await answerTo(request, body).catch((error: NodeJS.ErrnoException) => {
      throw new Failure(`${address.origin} does not answer: ${error.code ?? error.message}`, ExitCode.Unavailable);
    });
    if (answer.statusCode! < 300) return answer;
    const problem = await problemIn(answer);
    request.destroy();
    throw new Refused(problem);
  }
}

/** A problem (RFC 9457) as it came. */
interface Problem {
  readonly status: number;
  readonly code?: string;
  readonly title: string;
  readonly detail?: string;
  readonly obstacles?: readonly Obstacle[];
}

/** The server says no. */
class Refused extends Failure {
  constructor(readonly problem: Problem) {
    const { status, code, title, detail } = problem;
    const isUsage = [401, 403].includes(status) || ['invalid', 'invalid-query', 'invalid-mapping'].includes(code ?? '');
    const exitCode = status >= 500 ? ExitCode.Unavailable : isUsage ? ExitCode.Usage : ExitCode.Failed;
    super(detail === undefined ? title : `${title}: ${detail}`, exitCode);
  }
}

async function problemIn(answer: IncomingMessage): Promise<Problem> {
  const told = (await json(answer).catch(() => ({}))) as Partial<Problem>;
  return { title: `it answers ${answer.statusCode}`, ...told, status: answer.statusCode! };
}

/** A server may answer before it has read everything: then the rest is not sent. */
async function answerTo(request: ClientRequest, body: Readable): Promise<IncomingMessage> {
  const answered = (once(request, 'response') as Promise<[IncomingMessage]>).then(([answer]) => answer);
  const broken = pipeline(body, request).then(() => answered);
  return Promise.any([answered, broken]).catch(() => broken);
}

/** The lines of an answer. @throws Refused for a problem among them, Failure where they break off */
async function* linesIn(answer: IncomingMessage): AsyncGenerator<Told> {
  try {
    for await (const line of createInterface({ input: answer, crlfDelay: Infinity })) {
      const told = JSON.parse(line) as { summary: Summary } | { problem: Problem } | TransmittedRow;
      if ('problem' in told) throw new Refused(told.problem);
      if ('summary' in told) return void (yield told);
      yield { ...told, does: told.does.map(({ command }) => command) };
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
  }
  throw new Failure('the connection broke off: GET /api/v1/imports says how far the server came', ExitCode.Unavailable);
}

/** A row as the API tells it. */
type TransmittedRow = Omit<ToldRow, 'does'> & { readonly does: readonly { readonly command: string }[] };
