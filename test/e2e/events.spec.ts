import { until } from '#eventsourcing/testing';
import { cleanUp, Client, startServer, type TestServer } from './server.js';
import { cohortNamed, REGISTER } from './sample-requests.js';

interface CloudEvent {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly position: string;
}

/** An SSE client as small as one can be. */
class Reader {
  readonly events: { readonly id: string; readonly data: CloudEvent }[] = [];
  over = false;
  private readonly stopping = new AbortController();

  constructor(address: string, token: string, headers: Readonly<Record<string, string>> = {}, path = '') {
    void this.read(`${address}/api/v1/events/stream${path}`, { authorization: `Bearer ${token}`, ...headers });
  }

  private async read(url: string, headers: Record<string, string>): Promise<void> {
    try {
      const { body } = await fetch(url, { headers, signal: this.stopping.signal });
      let text = '';
      for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
        const blocks = (text + chunk).split('\n\n');
        text = blocks.pop()!;
        for (const block of blocks) this.take(block);
      }
    } catch {
      // Broken off, by this side or the other.
    }
    this.over = true;
  }

  private take(block: string): void {
    const id = /^id: (.*)$/m.exec(block)?.[1];
    const data = /^data: (.*)$/m.exec(block)?.[1];
    if (id !== undefined && data !== undefined) this.events.push({ id, data: JSON.parse(data) as CloudEvent });
  }

  async until(count: number): Promise<void> {
    await until(`${count} events`, () => this.events.length >= count);
  }

  stop(): void {
    this.stopping.abort();
  }
}

describe('the feed of events', () => {
  let server: TestServer;
  let token: string;
  let caseworker: Client;
  const all = async (): Promise<CloudEvent[]> =>
    (await caseworker.get('/api/v1/events?limit=1000')).body as CloudEvent[];

  beforeAll(async () => {
    server = await startServer();
    token = await server.token('caseworker', 'auditor');
    caseworker = new Client(server.address, token);
    for (let index = 0; index < 7; index++) await caseworker.post('/api/v1/cohorts', cohortNamed(`c${index}`));
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  it('is in CloudEvents 1.0', async () => {
    const { origin } = (await caseworker.get('/api/v1/audit/keys')).body as { readonly origin: string };
    const { headers, body } = await caseworker.get('/api/v1/events?limit=1');
    expect(headers.get('content-type')).toContain('application/cloudevents-batch+json');
    expect(body).toEqual([
      {
        specversion: '1.0',
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        source: `urn:homeward:log:${origin}`,
        subject: 'cohort-c0',
        type: 'CohortRegistered',
        time: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
        datacontenttype: 'application/json',
        data: expect.objectContaining({ cohortId: 'c0', name: REGISTER.name }),
        position: expect.any(String),
        revision: 0,
        schemaversion: 2,
        actor: 'caseworker-auditor',
        commandid: expect.any(String),
        correlationid: expect.any(String),
      },
    ]);
    // CloudEvents 1.0, 3.1: names of attributes are lower-case letters and digits.
    expect(Object.keys((body as object[])[0]!).filter((name) => !/^[a-z0-9]{1,20}$/.test(name))).toEqual([]);
  });

  it('is read page by page, without gaps and without an end', async () => {
    const pages: CloudEvent[][] = [];
    let path = '/api/v1/events?limit=3';
    do {
      const { headers, body } = await caseworker.get(path);
      pages.push(body as CloudEvent[]);
      path = /^<(.*)>; rel="next"$/.exec(headers.get('link')!)![1]!;
    } while (pages.at(-1)!.length > 0);
    expect(pages.map((page) => page.length)).toEqual([3, 3, 1, 0]);
    expect(pages.flat()).toEqual(await all());
    const more = await caseworker.post('/api/v1/cohorts', cohortNamed('one-more'));
    const { body } = await caseworker.get(path);
    expect((body as CloudEvent[]).map(({ position }) => position)).toEqual([more.body.position]);
  });

  it('streams what was recorded and then what is', async () => {
    const reader = new Reader(server.address, token);
    const before = await all();
    await reader.until(before.length);
    await caseworker.post('/api/v1/cohorts', cohortNamed('live'));
    await reader.until(before.length + 1);
    expect(reader.events.map(({ data }) => data)).toEqual(await all());
    expect(reader.events.every(({ id, data }) => id === data.position)).toBe(true);
    reader.stop();
  });

  it('goes on where a stream broke off, without gaps or repeats', async () => {
    const first = new Reader(server.address, token);
    await first.until(5);
    first.stop();
    const seen = first.events.slice(0, 5);
    await caseworker.post('/api/v1/cohorts', cohortNamed('meanwhile'));
    const second = new Reader(server.address, token, { 'last-event-id': seen.at(-1)!.id });
    const events = await all();
    await second.until(events.length - 5);
    expect([...seen, ...second.events].map(({ id }) => id)).toEqual(events.map(({ position }) => position));
    second.stop();
    const third = new Reader(server.address, token, {}, `?after=${seen.at(-1)!.id}`);
    await third.until(events.length - 5);
    third.stop();
  });

  it('refuses an id that is no position', async () => {
    const { status, body } = await caseworker.get('/api/v1/events/stream', { 'last-event-id': 'yesterday' });
    expect([status, body.code]).toEqual([400, 'invalid-query']);
  });

  it('tells how many streams are open', async () => {
    const reader = new Reader(server.address, token);
    await reader.until(1);
    expect((await caseworker.get('/metrics')).body).toMatch(/^homeward_event_streams 1$/m);
    reader.stop();
    const isClosed = async (): Promise<boolean> =>
      /^homeward_event_streams 0$/m.test((await caseworker.get('/metrics')).body);
    await until('closing the stream', isClosed);
  });
});
