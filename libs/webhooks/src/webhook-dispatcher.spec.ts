import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { MemoryEventStore } from '#stores';
import { ManualClock } from '../testing/manual-clock.js';
import { Receiver, verified, type Answering } from '../testing/receiver.js';
import { AllowedAddresses } from './addresses.js';
import { WebhookDispatcher, type AttemptResult } from './webhook-dispatcher.js';
import type { Endpoint, Subscription } from './endpoint.js';
import { poster } from './post.js';
import type { ReportState } from './report-watch.js';
import { openWebhookFile, type WebhookFile } from './webhook-file.js';

const SCHEDULE = [1_000, 60_000];

/** An installation: a log, the endpoints' file, and receivers. */
class World {
  readonly folder = mkdtempSync(join(tmpdir(), 'homeward-webhooks-'));
  readonly store = new MemoryEventStore();
  readonly clock = new ManualClock();
  readonly results: AttemptResult[] = [];
  /** How each report stands. */
  readonly reports: Record<string, string> = { stages: 'a', flows: 'a' };
  readonly receivers: Receiver[] = [];
  private readonly attempted = new EventEmitter();
  dispatcher!: WebhookDispatcher;
  private db!: WebhookFile;
  private stopping!: AbortController;
  private running!: Promise<void>;
  private close!: () => void;
  private revision = -1;

  /** Begins, or begins again after `stop`. */
  async start(graceMs = 1_000): Promise<void> {
    const { store, clock } = this;
    this.db = await openWebhookFile(join(this.folder, 'webhooks.sqlite'));
    const { post, close } = poster(new AllowedAddresses(['127.0.0.1']), { patienceMs: 2_000 });
    this.close = close;
    this.dispatcher = new WebhookDispatcher({
      store,
      db: this.db,
      telling: (event) => (event.type === 'Private' ? undefined : { type: event.type, data: event.data }),
      reports: {
        version: async () => JSON.stringify(this.reports),
        state: async (report): Promise<ReportState> => ({
          position: '42',
          digest: this.reports[report]!,
          url: `/reports/${report}`,
        }),
      },
      post,
      onAttempt: (result) => {
        this.results.push(result);
        this.attempted.emit('one');
      },
      clock,
      schedule: SCHEDULE,
      chance: () => 0,
      graceMs,
    });
    this.stopping = new AbortController();
    this.running = this.dispatcher.run(this.stopping.signal);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    this.close();
    this.db.close();
  }

  async end(): Promise<void> {
    await this.stop();
    for (const receiver of this.receivers) await receiver.stop();
    rmSync(this.folder, { recursive: true });
  }

  async receiver(answering?: Answering): Promise<Receiver> {
    const receiver = await Receiver.start(answering);
    this.receivers.push(receiver);
    return receiver;
  }

  async register(url: string, wanted: Partial<Subscription> = {}): Promise<Endpoint & { readonly secret: string }> {
    const subscription = { url, eventTypes: null, reports: [], description: null, ...wanted };
    const digests = Object.fromEntries(subscription.reports.map((report) => [report, this.reports[report]!]));
    const cursor = (await this.store.head()) ?? null;
    const made = await this.dispatcher.endpoints.register({ ...subscription, cursor, digests }, this.clock.now());
    this.dispatcher.look();
    return { ...made.endpoint, secret: made.secret };
  }

  async record(...types: string[]): Promise<void> {
    const events = types.map((type) => ({
      type,
      data: { number: (this.revision += 1) },
      id: v7(),
      schema: 1,
      actor: 'somebody',
      organisation: null,
      command: { id: v7(), name: 'Do', digest: '0'.repeat(32) },
      correlation: v7(),
      causation: null,
      recordedAt: new Date().toISOString(),
    }));
    const expected = this.revision - types.length;
    await this.store.append([{ stream: 'a', expected: expected === -1 ? 'none' : expected, events }]);
  }

  /** Resolves when as many attempts have been judged. */
  async judged(count: number): Promise<readonly AttemptResult[]> {
    while (this.results.length < count) await once(this.attempted, 'one');
    return this.results;
  }

  numbers(receiver: Receiver): number[] {
    return receiver.received.map(({ body }) => body.data.number as number);
  }
}

describe('an endpoint', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.start();
  });
  afterEach(() => world.end());

  it('is told of what happens from now on, in order, and signed', async () => {
    await world.record('Before');
    const receiver = await world.receiver();
    const { secret } = await world.register(receiver.url);
    await world.record('First', 'Private', 'Second');
    const received = await receiver.until(2);
    expect(received.map((one) => verified(secret, one))).toEqual([
      { type: 'First', data: { number: 1 } },
      { type: 'Second', data: { number: 3 } },
    ]);
    expect(received[0]!.id).toMatch(/^msg_[0-9a-f-]{36}$/);
    expect(await world.judged(2)).toEqual(['delivered', 'delivered']);
  });

  it('is told only of the types that it asked for', async () => {
    const receiver = await world.receiver();
    await world.register(receiver.url, { eventTypes: ['Wanted'] });
    await world.record('Wanted', 'Other', 'Wanted');
    await receiver.until(2);
    expect(world.numbers(receiver)).toEqual([0, 2]);
  });

  it('is tried again by the schedule, with the same id and a signature of the time', async () => {
    let fails = 2;
    const receiver = await world.receiver((_, reply) => reply.writeHead(fails-- > 0 ? 500 : 200).end('busy'));
    const { id, secret } = await world.register(receiver.url);
    await world.record('Happened');
    await world.judged(1);
    const [waiting] = (await world.dispatcher.deliveries.list(id)).rows;
    expect(waiting).toMatchObject({ status: 'waiting', lastStatus: 500, attempts: [{ status: 500, detail: 'busy' }] });
    expect(Date.parse(waiting!.nextTryAt!) - world.clock.now()).toBe(SCHEDULE[0]);
    world.clock.pass(999);
    expect(world.results).toEqual(['failed']);
    world.clock.pass(1);
    await world.judged(2);
    world.clock.pass(60_000);
    const received = await receiver.until(3);
    await world.judged(3);
    expect(new Set(received.map((one) => one.id)).size).toBe(1);
    expect(received.map((one) => verified(secret, one))).toHaveLength(3);
    expect((await world.dispatcher.deliveries.list(id)).rows).toMatchObject([{ status: 'delivered', nextTryAt: null }]);
  });

  it('that cannot be reached is tried again by the schedule', async () => {
    const receiver = await world.receiver();
    const { id } = await world.register(receiver.url);
    await receiver.stop();
    await world.record('Happened');
    expect(await world.judged(1)).toEqual(['failed']);
    const [waiting] = (await world.dispatcher.deliveries.list(id)).rows;
    expect(waiting).toMatchObject({ status: 'waiting', lastStatus: null, attempts: [{ status: null }] });
    expect(waiting!.attempts[0]!.error).not.toBeNull();
    expect(Date.parse(waiting!.nextTryAt!) - world.clock.now()).toBe(SCHEDULE[0]);
    world.clock.pass(SCHEDULE[0]!);
    expect(await world.judged(2)).toEqual(['failed', 'failed']);
  });

  it.each([
    [200, 'delivered'],
    [299, 'delivered'],
    [300, 'failed'],
    [302, 'failed'],
    [404, 'failed'],
  ] as const)('that answers %i: %s', async (status, result) => {
    const receiver = await world.receiver((_, reply) => reply.writeHead(status, { location: '/elsewhere' }).end());
    await world.register(receiver.url);
    await world.record('Happened');
    expect(await world.judged(1)).toEqual([result]);
    expect(receiver.received).toHaveLength(1);
  });

  it('leaves a dead letter when every attempt has failed; it can be tried again', async () => {
    let works = false;
    const receiver = await world.receiver((_, reply) => reply.writeHead(works ? 204 : 400).end());
    const { id } = await world.register(receiver.url);
    await world.record('Happened');
    for (const [tried, wait] of SCHEDULE.entries()) {
      await world.judged(tried + 1);
      world.clock.pass(wait);
    }
    expect(await world.judged(3)).toEqual(['failed', 'failed', 'dead']);
    const [dead] = (await world.dispatcher.deliveries.dead()).rows;
    expect(dead).toMatchObject({ endpointId: id, status: 'dead', nextTryAt: null, lastStatus: 400 });
    works = true;
    expect(await world.dispatcher.deliveries.retry(dead!.id, world.clock.now())).toBe(true);
    world.dispatcher.look();
    await world.judged(4);
    expect((await world.dispatcher.deliveries.dead()).rows).toEqual([]);
    expect((await world.dispatcher.deliveries.find(dead!.id))!.attempts).toHaveLength(4);
    expect(await world.dispatcher.deliveries.retry(dead!.id, world.clock.now())).toBe(false);
  });

  it('that answers 410 is sent nothing more until it is taken up again', async () => {
    let gone = true;
    const receiver = await world.receiver((_, reply) => reply.writeHead(gone ? 410 : 204).end());
    const { id } = await world.register(receiver.url);
    await world.record('First', 'Second');
    expect(await world.judged(1)).toEqual(['gone']);
    expect((await world.dispatcher.endpoints.find(id))!.status).toBe('gone');
    gone = false;
    await world.dispatcher.endpoints.setStatus(id, 'active');
    world.dispatcher.look();
    await receiver.until(3);
    expect(world.numbers(receiver)).toEqual([0, 0, 1]);
  });

  it('that is paused misses nothing', async () => {
    const receiver = await world.receiver();
    const { id } = await world.register(receiver.url);
    await world.dispatcher.endpoints.setStatus(id, 'paused');
    world.dispatcher.look();
    await world.record('First', 'Second');
    await world.dispatcher.endpoints.setStatus(id, 'active');
    world.dispatcher.look();
    await receiver.until(2);
    expect(world.numbers(receiver)).toEqual([0, 1]);
  });

  it('that does not answer holds up no other', async () => {
    const dead = await world.receiver(() => undefined);
    const alive = await world.receiver();
    await world.register(dead.url);
    await world.register(alive.url);
    await world.record('First', 'Second', 'Third');
    await alive.until(3);
    expect(world.numbers(alive)).toEqual([0, 1, 2]);
    expect(dead.received.length).toBeLessThanOrEqual(1);
  });

  it('for which much waits does not have the whole log copied', async () => {
    const dead = await world.receiver((_, reply) => reply.writeHead(500).end());
    const { id } = await world.register(dead.url);
    for (let batch = 0; batch < 30; batch++) await world.record(...Array.from({ length: 100 }, () => 'Happened'));
    await dead.until(5);
    expect(await world.dispatcher.deliveries.waiting(id)).toBeLessThanOrEqual(1_500);
  });

  it('is signed with both secrets while it changes over', async () => {
    const receiver = await world.receiver();
    const { id, secret } = await world.register(receiver.url);
    const next = (await world.dispatcher.endpoints.rotateSecret(id, world.clock.now()))!;
    await world.record('Happened');
    const [one] = await receiver.until(1);
    expect([secret, next].map((each) => verified(each, one!).type)).toEqual(['Happened', 'Happened']);
  });

  it('that is removed takes what waits for it along', async () => {
    const receiver = await world.receiver((_, reply) => reply.writeHead(500).end());
    const { id } = await world.register(receiver.url);
    await world.record('Happened');
    await world.judged(1);
    expect(await world.dispatcher.endpoints.remove(id)).toBe(true);
    world.dispatcher.look();
    expect((await world.dispatcher.deliveries.list(id)).rows).toEqual([]);
    expect(await world.dispatcher.endpoints.remove(id)).toBe(false);
  });

  it('is told after a restart of what was under way, and of what happened meanwhile', async () => {
    let answers = false;
    const receiver = await world.receiver((_, reply) => (answers ? reply.writeHead(204).end() : undefined));
    const { secret } = await world.register(receiver.url);
    await world.record('First');
    await receiver.until(1);
    await world.stop();
    expect(world.results).toEqual([]);
    await world.record('Second');
    answers = true;
    await world.start();
    const received = await receiver.until(3);
    expect(received[1]!.id).toBe(received[0]!.id);
    expect(received.slice(1).map((one) => verified(secret, one).type)).toEqual(['First', 'Second']);
  });
});

describe('a change of a report', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.start();
  });
  afterEach(() => world.end());

  /** Looks come every half second. */
  const pass = async (milliseconds: number): Promise<void> => {
    for (let passed = 0; passed < milliseconds; passed += 500) {
      world.clock.pass(500);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  it('is told without what is in it', async () => {
    const receiver = await world.receiver();
    const { secret } = await world.register(receiver.url, { eventTypes: [], reports: ['stages'] });
    await world.record('Happened');
    world.reports.flows = 'b';
    world.reports.stages = 'b';
    await pass(500);
    const [one] = await receiver.until(1);
    expect(verified(secret, one!)).toEqual({
      type: 'report.changed',
      timestamp: new Date(world.clock.now()).toISOString(),
      data: { report: 'stages', position: '42', url: '/reports/stages' },
    });
  });

  it('is told once in a while, and as it then stands', async () => {
    const receiver = await world.receiver();
    const { id } = await world.register(receiver.url, { eventTypes: [], reports: ['stages'] });
    for (const digest of ['b', 'c', 'd', 'e']) {
      world.reports.stages = digest;
      await pass(500);
    }
    await world.judged(1);
    await pass(5_000);
    await world.judged(2);
    await pass(10_000);
    expect(world.results).toEqual(['delivered', 'delivered']);
    expect(await world.dispatcher.endpoints.markOf(id, 'stages')).toBe('e');
  });

  it('is told to each endpoint that asked for it, also if it happened while it was paused', async () => {
    const [first, second] = [await world.receiver(), await world.receiver()];
    await world.register(first.url, { eventTypes: [], reports: ['stages'] });
    const { id } = await world.register(second.url, { eventTypes: [], reports: ['stages', 'flows'] });
    await world.dispatcher.endpoints.setStatus(id, 'paused');
    world.dispatcher.look();
    world.reports.stages = 'b';
    await pass(500);
    await first.until(1);
    await world.dispatcher.endpoints.setStatus(id, 'active');
    world.dispatcher.look();
    await pass(10_000);
    const [one] = await second.until(1);
    expect([one!.body.data.report, first.received.length]).toEqual(['stages', 1]);
  });

  it('that was sent to nobody yet gives way to the next', async () => {
    const held: ServerResponse[] = [];
    const receiver = await world.receiver((_, reply) => void held.push(reply));
    const { id } = await world.register(receiver.url, { eventTypes: [], reports: ['stages'] });
    for (const digest of ['b', 'c', 'd']) {
      world.reports.stages = digest;
      await pass(6_000);
      await receiver.until(1);
    }
    expect(await world.dispatcher.deliveries.waiting(id)).toBe(2);
    held[0]!.end();
    await receiver.until(2);
    held[1]!.end();
    expect(await world.judged(2)).toEqual(['delivered', 'delivered']);
  });
});
