import type { LookupAddress } from 'node:dns';
import { Receiver, type Answering } from '../testing/receiver.js';
import { AllowedAddresses } from './addresses.js';
import { guardedLookup } from './guarded-lookup.js';
import { poster } from './post.js';

const HEADERS = { 'webhook-id': 'msg_1', 'webhook-timestamp': '1', 'webhook-signature': 'v1,' };

function v4(...addresses: string[]): LookupAddress[] {
  return addresses.map((address) => ({ address, family: 4 }));
}

describe('a message', () => {
  let receiver: Receiver;
  const closing: (() => void)[] = [];
  const start = async (answering?: Answering): Promise<void> => void (receiver = await Receiver.start(answering));

  /** @param at what a name leads to, one lookup after the other */
  function posterTo(allowed: readonly string[], at: readonly LookupAddress[][] = [], patienceMs?: number) {
    const addresses = new AllowedAddresses(allowed);
    const lookups = [...at];
    const lookup = guardedLookup(addresses, (_, __, told) => told(null, lookups.shift()!));
    const made = poster(addresses, { lookup, ...(patienceMs !== undefined && { patienceMs }) });
    closing.push(made.close);
    return (url: string, body = '{}') =>
      made.post({ url, headers: HEADERS, body, signal: new AbortController().signal });
  }

  afterEach(async () => {
    for (const close of closing.splice(0)) close();
    await receiver.stop();
  });

  it('is posted as it is, as JSON', async () => {
    await start();
    const post = posterTo(['127.0.0.1']);
    expect(await post(receiver.url, '{"a": "é"}')).toEqual({ status: 204, answer: '' });
    const [{ text, headers }] = receiver.received as [Receiver['received'][0]];
    expect(text).toBe('{"a": "é"}');
    expect(headers).toMatchObject({ ...HEADERS, 'content-type': 'application/json', 'content-length': '11' });
  });

  it('does not follow where it is led', async () => {
    await start((_, reply) => reply.writeHead(307, { location: '/elsewhere' }).end());
    expect(await posterTo(['127.0.0.1'])(receiver.url)).toEqual({ status: 307, answer: '' });
    expect(receiver.received).toHaveLength(1);
  });

  it('is answered with no more than a few characters, and with when to come back', async () => {
    await start((_, reply) => reply.writeHead(503, { 'retry-after': '30' }).end(`no\u0007${'x'.repeat(10_000_000)}`));
    const outcome = await posterTo(['127.0.0.1'])(receiver.url);
    expect(outcome).toEqual({ status: 503, answer: `no${'x'.repeat(198)}`, retryAfter: 30 });
  });

  it('is given up where no answer comes in time', async () => {
    await start(() => undefined);
    expect(await posterTo(['127.0.0.1'], [], 50)(receiver.url)).toMatchObject({ error: 'timed-out' });
  });

  it('is not sent to an address that is not public, however it is written', async () => {
    await start();
    const post = posterTo([]);
    for (const host of ['127.0.0.1', '0x7f.1', '2130706433', '[::ffff:127.0.0.1]', '[::1]', '0', '169.254.169.254']) {
      const outcome = await post(`http://${host}:${receiver.port}/`);
      expect([host, outcome]).toEqual([host, expect.objectContaining({ error: 'address-not-allowed' })]);
    }
    expect(receiver.received).toEqual([]);
  });

  it('is not sent where a public name leads to such an address, also if it did not a moment ago', async () => {
    await start();
    const url = `http://rebinding.example:${receiver.port}/`;
    const post = posterTo([], [v4('127.0.0.1'), v4('93.184.215.14', '127.0.0.1'), v4('10.0.0.1')]);
    for (let attempt = 1; attempt <= 3; attempt++) {
      expect(await post(url)).toMatchObject({ error: 'address-not-allowed', detail: expect.stringContaining('which') });
    }
    expect(receiver.received).toEqual([]);
    const local = posterTo(['rebinding.example'], [v4('127.0.0.1')]);
    expect(await local(url)).toEqual({ status: 204, answer: '' });
  });

  it('that finds nobody says so', async () => {
    await start();
    const { port } = receiver;
    await receiver.stop();
    const outcome = await posterTo(['127.0.0.1'])(`http://127.0.0.1:${port}/`);
    expect(outcome).toEqual({ error: 'connection-failed', detail: 'ECONNREFUSED' });
    await start();
  });
});

describe('names', () => {
  it('are looked up two at once', () => {
    const asked: string[] = [];
    const tell: (() => void)[] = [];
    const lookup = guardedLookup(new AllowedAddresses([]), (host, _, told) => {
      asked.push(host);
      tell.push(() => told(null, [{ address: '93.184.215.14', family: 4 }]));
    });
    const told: unknown[] = [];
    for (const host of ['a', 'b', 'c']) lookup(host, {}, (...answer) => void told.push(answer));
    expect(asked).toEqual(['a', 'b']);
    tell[1]!();
    expect([asked, told]).toEqual([['a', 'b', 'c'], [[null, '93.184.215.14', 4]]]);
  });
});
