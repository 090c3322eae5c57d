import { Agent as HttpAgent, request as requestHttp, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { bare, type AllowedAddresses } from './addresses.js';
import type { Outcome } from './delivery.js';
import { AddressNotAllowed, guardedLookup } from './guarded-lookup.js';
import type { Signed } from './secrets.js';

export interface Posting {
  readonly url: string;
  readonly headers: Signed;
  readonly body: string;
  /** Ends the attempt; what it then comes to is of no account. */
  readonly signal: AbortSignal;
}

/** Sends a message once. Never throws: what went wrong is an outcome. */
export type Post = (posting: Posting) => Promise<Outcome>;

/** A receiver that has not answered by then has not answered (the specification recommends 15 to 30 s). */
const PATIENCE_MS = 15_000;
/** Kept of an answer's body: enough to see what a receiver complains of. */
const KEPT_CHARACTERS = 200;
const READ_BYTES = 1_024;

/**
 * Posts over HTTP to addresses that may be reached, without following redirects: a redirect is an answer like any other that
 * is not 2xx. Connections are kept for the next message, to the addresses that were checked when they were opened.
 */
export function poster(
  allowed: AllowedAddresses,
  { patienceMs = PATIENCE_MS, lookup = guardedLookup(allowed) } = {},
): { readonly post: Post; readonly close: () => void } {
  const options = { keepAlive: true, timeout: 4_000, maxFreeSockets: 20 };
  const agents = { 'http:': new HttpAgent(options), 'https:': new HttpsAgent(options) };

  const send = async ({ url, headers, body }: Posting, signal: AbortSignal): Promise<Outcome> => {
    const { protocol, hostname } = new URL(url);
    const host = bare(hostname);
    // A host that is an address is never looked up.
    if (isIP(host) !== 0 && !allowed.allows(host, host)) throw new AddressNotAllowed(host, host);
    const request = protocol === 'https:' ? requestHttps : requestHttp;
    const agent = agents[protocol as keyof typeof agents];
    const length = Buffer.byteLength(body);
    const described = { 'content-type': 'application/json', 'content-length': length, 'user-agent': 'Homeward' };
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      request(url, { method: 'POST', agent, lookup, signal, headers: { ...headers, ...described } })
        .on('response', resolve)
        .on('error', reject)
        .end(body);
    });
    return outcomeOf(answer);
  };

  return {
    post: async (posting) => {
      const patience = AbortSignal.timeout(patienceMs);
      try {
        return await send(posting, AbortSignal.any([posting.signal, patience]));
      } catch (error) {
        if (patience.aborted) return { error: 'timed-out', detail: `no answer within ${patienceMs / 1_000} s` };
        return failureOf(error);
      }
    },
    close: () => Object.values(agents).forEach((agent) => agent.destroy()),
  };
}

async function outcomeOf(answer: IncomingMessage): Promise<Outcome> {
  const retryAfter = Number(answer.headers['retry-after']);
  return {
    status: answer.statusCode!,
    answer: await beginningOf(answer),
    ...(retryAfter > 0 && { retryAfter }),
  };
}

/** The first characters of a body, printable ones only. The rest is not read: the connection is closed instead. */
async function beginningOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= READ_BYTES) break;
    }
  } catch {
    // The status is there; what else was to be said is of no account.
  }
  const text = Buffer.concat(chunks).subarray(0, READ_BYTES).toString();
  return text.replaceAll(/[^\P{C}\n\t]/gu, '').slice(0, KEPT_CHARACTERS);
}

function failureOf(error: unknown): Outcome {
  if (error instanceof AddressNotAllowed) return { error: 'address-not-allowed', detail: error.message };
  const { code, message } = error as NodeJS.ErrnoException;
  return { error: 'connection-failed', detail: (code ?? message).slice(0, KEPT_CHARACTERS) };
}
