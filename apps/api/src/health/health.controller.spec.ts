import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import { pino } from 'pino';
import { InFlight, Metrics } from '#http';
import { SupervisedWorker } from '#threads';
import type { Ledger } from '../audit/checkpoints.js';
import type { Projector } from '../projector/projector.js';
import { AlteredRecords } from '../integrity/altered-records.js';
import { HealthController } from './health.controller.js';

const LAG = { position: '2', head: '2', caughtUp: true, behindFor: 0 };
const PROJECTIONS = { position: '2', head: '2', secondsBehind: 0 };

const altered = () => new AlteredRecords(pino({ enabled: false }));

describe('given a server that has caught up', () => {
  const projector = { isReady: true, lag: async () => LAG } as unknown as Projector;
  let stopped: Error | undefined;
  const state = (): Promise<object> => (stopped === undefined ? Promise.resolve({}) : Promise.reject(stopped));
  const ledger = { reader: { state } } as unknown as Ledger;
  const withAltered = (records: AlteredRecords) =>
    new HealthController(projector, ledger, records, new InFlight(), new Metrics());
  const health = withAltered(altered());
  const codes: number[] = [];
  const reply = { code: (code: number) => (codes.push(code), reply), header: () => reply } as unknown as FastifyReply;
  let thread: SupervisedWorker | undefined;

  /** A thread that breaks down at once, each time. */
  const breaking = async (isNeeded: boolean): Promise<void> => {
    const code = new URL(`data:text/javascript,throw new Error('out of order')`);
    const pauses = { first: 1, longest: 10_000 };
    const name = 'reading';
    thread = new SupervisedWorker({ name, code, again: 'always', isNeeded, pauses, saysReady: () => true });
    thread.start();
    while (!thread.status().isFailing) await pause(1);
  };

  afterEach(() => thread?.stop(0));

  it('is not ready while a thread that requests need breaks down again and again, and names it', async () => {
    await breaking(true);
    expect(await health.ready(reply)).toEqual({
      status: 'thread-failing',
      projections: PROJECTIONS,
      failing: ['reading'],
    });
    expect(codes.pop()).toBe(503);
    await thread!.stop(0);
    expect(await health.ready(reply)).toEqual({ status: 'ready', projections: PROJECTIONS });
    expect(codes.pop()).toBe(200);
  });

  it('says what of the log is not what was recorded, and is ready for all else', async () => {
    const place = { stream: 'cohort-a', revision: 1, position: '0000000000000002' };
    const records = altered();
    records.note(place);
    expect(await withAltered(records).ready(reply)).toEqual({
      status: 'ready',
      projections: PROJECTIONS,
      altered: { records: [place] },
    });
    expect(codes.pop()).toBe(200);
  });

  it('is ready while another thread does, and names it', async () => {
    await breaking(false);
    expect(await health.ready(reply)).toEqual({ status: 'ready', projections: PROJECTIONS, failing: ['reading'] });
    expect(codes.pop()).toBe(200);
  });

  it('is not ready while its records are not numbered, and says so', async () => {
    stopped = new Error('the log could not be numbered any further');
    expect(await health.ready(reply)).toEqual({
      status: 'ledger-stopped',
      reason: expect.stringContaining('numbered'),
    });
    expect(codes.pop()).toBe(503);
    stopped = undefined;
    expect((await health.ready(reply)).status).toBe('ready');
  });

  it('counts the breakdowns, by the name of the thread', async () => {
    await breaking(false);
    const figures = await health.figures();
    expect(figures).toMatch(/^homeward_thread_running\{thread="reading"\} 0$/m);
    expect(figures).toMatch(/^homeward_thread_breakdowns\{thread="reading"\} [3-9]$/m);
  });
});
