import { createHash } from 'node:crypto';
import { until } from '#eventsourcing/testing';
import { BASIS, cohortNamed, exactly } from './sample-requests.js';
import { SOURCE } from './sample-sources.js';
import { cleanUp, Client, startServer, type TestServer } from './server.js';

/** Entries as far as the test looks at them. */
const told = (entries: any[]) =>
  entries.map(({ cohortId, type, retractedBy, disputedBy }) => [cohortId, type, retractedBy, disputedBy.length]);

describe('following cohorts', () => {
  let server: TestServer;
  let token: string;
  let client: Client;
  let after = '';
  const send = async (path: string, body: object) => {
    const { status, body: answer } = await client.post(`/api/v1/${path}`, body);
    expect([path, status, answer.code]).toEqual([path, expect.any(Number), undefined]);
    after = answer.position as string;
    return answer;
  };
  const get = async (path: string) => {
    const { status, body } = await client.get(`/api/v1/${path}`);
    expect([path, status]).toEqual([path, 200]);
    return body;
  };

  /** What changed since a position, once all that was sent is in. */
  const changesSince = async (ids: string, position: string) => {
    await get(`cohorts?limit=1&after=${after}`);
    return get(`sync?${ids}&after=${position}`);
  };

  beforeAll(async () => {
    server = await startServer();
    token = await server.token('caseworker');
    client = new Client(server.address, token);
    await send('cohorts', { ...cohortNamed('a'), basis: null });
    await send('cohorts', cohortNamed('b'));
    await send('cohorts', cohortNamed('others'));
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  it('tells all of them first, then what changed, and what is gone', async () => {
    const first = await changesSince('ids=a&ids=b&ids=nobody', '0'.repeat(16));
    expect(first.cohorts.map(({ id }: { id: string }) => id)).toEqual(['a', 'b']);
    expect(first.entries.map(({ cohortId, type }: any) => [cohortId, type])).toEqual([
      ['a', 'CohortRegistered'],
      ['b', 'CohortRegistered'],
    ]);
    expect([first.gone, first.cut]).toEqual([['nobody'], []]);
    expect(first.alerts).toContainEqual(
      expect.objectContaining({ cohortId: 'a', kind: 'no-basis', days: 0, handled: 'open', owner: null }),
    );

    const nothing = await changesSince('ids=a&ids=b', after);
    expect([nothing.cohorts, nothing.entries]).toEqual([[], []]);
    expect(nothing.alerts).toEqual(first.alerts);

    const before = after;
    await send('cohorts/others/rename-cohort', { name: 'Somebody else' });
    const moved = await send('cohorts/a/record-exit', { kind: 'resettled', headcount: exactly(3) });
    const [left] = (await send(`cohorts/a/retract-entry`, { entryId: moved.entries[0].entryId, reason: 'a mistake' }))
      .entries;
    const file = await get(`cohorts/b/entries`);
    const dispute = { reason: 'seen elsewhere', basis: { ...BASIS, source: 'ua-hq' } };
    const moment = after;
    await send(`entries/${file.rows[0].entryId as string}/dispute-entry`, dispute);
    const since = await changesSince('ids=a&ids=b', before);
    expect(since.cohorts.map(({ id, revision }: any) => [id, revision])).toEqual([['a', 2]]);
    // An entry comes again where somebody strikes it through or disputes it.
    expect(told(since.entries)).toEqual([
      ['b', 'CohortRegistered', null, 1],
      ['a', 'ExitRecorded', left.entryId, 0],
      ['a', 'EntryRetracted', null, 0],
    ]);
    expect(told((await changesSince('ids=a&ids=b', moment)).entries)).toEqual([['b', 'CohortRegistered', null, 1]]);
    expect(since.entries.find(({ type }: any) => type === 'ExitRecorded').after).toHaveLength(2);
  });

  it('offers an auditor nothing, and is nothing for a reporter', async () => {
    const auditor = new Client(server.address, await server.token('auditor'));
    const { body } = await auditor.get('/api/v1/sync?ids=a');
    expect(body.cohorts[0]).toMatchObject({ actions: [], allowedActions: [] });
    const activity = await auditor.get('/api/v1/audit/activity?cohort=a&kind=read');
    expect(activity.body.rows.map(({ route }: any) => route)).toContain('/api/v1/sync');
    const reporter = new Client(server.address, await server.token('reporter'));
    expect((await reporter.get('/api/v1/sync?ids=a')).status).toBe(403);
    expect((await client.get('/api/v1/sync')).body.errors).toEqual([expect.objectContaining({ pointer: '/ids' })]);
  });

  it('is told at once that something changed, from now on, and not what', async () => {
    const ending = new AbortController();
    const frames: string[] = [];
    const open = async (headers: Record<string, string> = {}) => {
      const response = await fetch(`${server.address}/api/v1/changes/stream`, {
        headers: { authorization: `Bearer ${token}`, ...headers },
        signal: ending.signal,
      });
      expect(response.headers.get('content-type')).toContain('text/event-stream');
      const text = new TextDecoderStream();
      void (async () => {
        try {
          for await (const chunk of response.body!.pipeThrough(text)) frames.push(chunk);
        } catch {
          // It is ended from here.
        }
      })();
    };
    const data = () =>
      [...frames.join('').matchAll(/^id: (.*)\ndata: (.*)$/gm)].map(([, id, text]) => [id, JSON.parse(text!)]);
    await open();
    await until('the stream to begin', async () => frames.length > 0);
    const before = after;
    await send('cohorts/b/rename-cohort', { name: 'Called otherwise' });
    await until('a change', async () => data().length > 0);
    expect(data()).toEqual([[after, { position: after, cohortIds: ['b'] }]]);
    await open({ 'last-event-id': before });
    await until('the same change again', async () => data().length > 1);
    expect(data()[1]).toEqual(data()[0]);
    ending.abort();
  });

  it('shows one entry, whatever file it is in, and its record byte for byte', async () => {
    const { entries, position } = await send('sources', { ...SOURCE, sourceId: 'field' });
    const [{ entryId }] = entries;
    const { entry } = await get(`entries/${entryId}?after=${position}`);
    expect(entry).toMatchObject({ entryId, position, type: 'SourceRegistered', file: { kind: 'source', id: 'field' } });
    expect((await client.get(`/api/v1/entries/${entryId}?knownAt=${'0'.repeat(16)}`)).status).toBe(404);
    const response = await fetch(`${server.address}/api/v1/audit/records/${entryId}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(JSON.parse(bytes.toString())).toMatchObject({
      id: entryId,
      type: 'SourceRegistered',
      stream: 'source-field',
    });
    const receipt = (await client.get(`/api/v1/audit/receipts/${entryId}`)).body as string;
    const index = Number(/^index (\d+)$/m.exec(receipt)![1]);
    const auditor = new Client(server.address, await server.token('auditor'));
    const leaf = createHash('sha256')
      .update(Buffer.concat([Buffer.from([0]), bytes]))
      .digest();
    const tile = await fetch(`${server.address}/api/v1/audit/tile/0/000.p/${index + 1}`, {
      headers: { authorization: `Bearer ${await server.token('auditor')}` },
    });
    expect(
      Buffer.from(await tile.arrayBuffer())
        .subarray(index * 32, index * 32 + 32)
        .equals(leaf),
    ).toBe(true);
    for (const id of ['nothing', '6f5d7c1e-0c5c-5b0e-9d43-2f6a1c7b8e90']) {
      expect((await auditor.get(`/api/v1/audit/records/${id}`)).body.code).toBe('entry-not-found');
      expect((await auditor.get(`/api/v1/entries/${id}`)).body.code).toBe('entry-not-found');
    }
    const reporter = new Client(server.address, await server.token('reporter'));
    expect((await reporter.get(`/api/v1/audit/records/${entryId}`)).status).toBe(403);
  });

  it('tells when something was recorded', async () => {
    const { rows, position } = await get(`audit/timeline?after=${after}`);
    const entries = rows.reduce((sum: number, row: any) => sum + row.entries, 0);
    const { body: events } = await client.get('/api/v1/events?limit=1000');
    expect(entries).toBe(events.length);
    expect(rows.at(-1).last).toBe(position);
    const today = new Date().toISOString().slice(0, 10);
    expect(rows.at(-1).until >= today.slice(0, 7)).toBe(true);
    expect((await get('audit/timeline?buckets=1')).rows).toHaveLength(1);
  });

  it('gives the names of places that were used, so that they are called the same again', async () => {
    for (const name of ['Gomel', 'Gomel', 'Brest']) {
      const id = `p-${name.toLowerCase()}-${Math.random().toString(36).slice(2, 8)}`;
      await send('cohorts', cohortNamed(id));
      await send('exchanges', {
        exchangeId: id,
        occurredOn: '2025-08-24',
        legs: [{ cohortId: id, terms: 'exchange' }],
      });
      await send(`cohorts/${id}/admit-to-interim-care`, { place: { country: 'BY', name }, occurredOn: '2025-08-24' });
    }
    const { rows } = await get(`places?country=BY&after=${after}`);
    expect(rows).toEqual([
      { country: 'BY', name: 'Gomel', stages: ['interim-care'], runBy: [], used: 2 },
      { country: 'BY', name: 'Brest', stages: ['interim-care'], runBy: [], used: 1 },
    ]);
    expect((await get(`places?country=RU&after=${after}`)).rows).toEqual([]);
  });
});
