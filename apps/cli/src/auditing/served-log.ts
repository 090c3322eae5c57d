import { setTimeout as pause } from 'node:timers/promises';
import { FaultFound, type LiveLog } from '#ledger';
import { ExitCode, Failure } from '../exit-code.js';

const PATIENCE_MS = 30_000;
const AUDIT = '/api/v1/audit';

/** A log that a server gives to auditors. */
export class ServedLog {
  private readonly base: string;

  /**
   * @param url the server's, with or without the path of its API
   * @param ledger which of its ledgers: that of the log, or that of the activities
   */
  constructor(
    url: string,
    private readonly token: string | undefined,
    ledger: '' | '/activity' = '',
  ) {
    this.base = url.replace(/\/+$/, '').replace(/\/api(?:\/v1)?$/, '') + AUDIT + ledger;
  }

  /** What `verifyLog` verifies: the newest checkpoint, and the tiles that it counts. */
  async open(): Promise<LiveLog> {
    return { kind: 'server', checkpoint: await this.text('checkpoint'), read: (path) => this.tile(path) };
  }

  async text(path: string, method = 'GET'): Promise<string> {
    const answer = await this.ask(path, method);
    if (!answer.ok) throw await refusal(answer, path);
    return answer.text();
  }

  /** The body of a download, as it comes. */
  async download(path: string): Promise<ReadableStream<Uint8Array>> {
    const answer = await this.ask(path, 'GET', null);
    if (!answer.ok || answer.body === null) throw await refusal(answer, path);
    return answer.body;
  }

  private async tile(path: string): Promise<Buffer> {
    const answer = await this.ask(path);
    if (answer.status === 404) {
      const message = `The server does not give ${path}, which its checkpoint counts.`;
      throw new FaultFound({ code: 'log-incomplete', message, file: path });
    }
    if (!answer.ok) throw await refusal(answer, path);
    return Buffer.from(await answer.arrayBuffer());
  }

  /** Waits as long as a server that has had enough requests asks for. */
  private async ask(path: string, method = 'GET', patience: number | null = PATIENCE_MS): Promise<Response> {
    const headers = this.token === undefined ? undefined : { authorization: `Bearer ${this.token}` };
    try {
      for (;;) {
        const signal = patience === null ? null : AbortSignal.timeout(patience);
        const answer = await fetch(`${this.base}/${path}`, { method, headers, signal, redirect: 'error' });
        if (answer.status !== 429) return answer;
        await answer.body?.cancel();
        await pause(1_000 * Math.min(60, Number(answer.headers.get('retry-after') ?? 1)));
      }
    } catch (error) {
      const { message, cause } = error as Error;
      const why = cause instanceof Error ? cause.message : message;
      throw new Failure(`${this.base} cannot be reached: ${why}`, ExitCode.Unavailable);
    }
  }
}

async function refusal(answer: Response, path: string): Promise<Failure> {
  const body = await answer.text();
  const problem = /json/.test(answer.headers.get('content-type') ?? '')
    ? (JSON.parse(body) as { detail?: string })
    : {};
  const said = problem.detail ?? (body.slice(0, 200) || answer.statusText);
  const hint = [401, 403].includes(answer.status) ? ' Give --token, or HOMEWARD_TOKEN, of an auditor.' : '';
  return new Failure(`the server answers ${answer.status} to ${path}: ${said}${hint}`, ExitCode.Unavailable);
}
