import type { Recorded } from '../src/event.js';
import { project, type Checkpoints, type Projection } from '../src/projection.js';
import { GrowingLog } from './growing-log.js';
import { within } from './waiting.js';

export interface OpenedCheckpoints<Transaction> {
  readonly checkpoints: Checkpoints<Transaction>;
  /** Writes a row inside a transaction, over the one that is there. */
  readonly put: (transaction: Transaction, key: string, value: string) => Promise<void>;
  /** Reads a committed row. */
  readonly get: (key: string) => Promise<string | undefined>;
  readonly close?: () => Promise<void>;
}

export interface CheckpointsContract<Transaction> {
  readonly name: string;
  /** Called before every test; gives a read database without rows and without a checkpoint. */
  readonly open: () => Promise<OpenedCheckpoints<Transaction>>;
}

/** What every read database keeps to, so that each event takes effect exactly once. */
export function checkpointsContract<Transaction>({ name, open }: CheckpointsContract<Transaction>): void {
  describe(`the checkpoints contract, kept by ${name}`, () => {
    let opened: OpenedCheckpoints<Transaction>;
    let log: GrowingLog;

    beforeEach(async () => {
      opened = await open();
      log = new GrowingLog();
    });
    afterEach(() => opened.close?.());

    /** Remembers every event it was given in one row a stream; `onBatch` may throw after the rows were written. */
    const journal = (onBatch: (batch: readonly Recorded[]) => void = () => {}): Projection<Transaction> => ({
      name: 'journal',
      project: async (batch, transaction) => {
        const rows = new Map<string, string>();
        for (const { stream, revision } of batch) {
          const before = rows.get(stream) ?? (await opened.get(stream)) ?? '';
          rows.set(stream, `${before}${revision} `);
        }
        for (const [stream, row] of rows) await opened.put(transaction, stream, row);
        onBatch(batch);
      },
    });

    /** Projects until it has caught up with the log as it is now. */
    const catchUp = async (projection = journal(), batchSize = 3): Promise<void> => {
      const stop = new AbortController();
      const onCaughtUp = (): void => stop.abort();
      await project(log, [projection], opened.checkpoints, { signal: stop.signal, batchSize, onCaughtUp });
    };

    it('has no checkpoint before the first event', async () => {
      expect(await opened.checkpoints.checkpoint()).toBeUndefined();
      await catchUp();
      expect(await opened.checkpoints.checkpoint()).toBeUndefined();
    });

    it('keeps rows and their checkpoint together', async () => {
      log.grow('cohort-1', 2);
      await opened.checkpoints.commit(log.at(1), async (transaction) => {
        await opened.put(transaction, 'a', '1');
        await opened.put(transaction, 'b', '2');
      });
      expect([await opened.get('a'), await opened.get('b')]).toEqual(['1', '2']);
      expect(await opened.checkpoints.checkpoint()).toBe(log.at(1));
    });

    it('keeps neither the rows nor the checkpoint of work that throws, and throws what it threw', async () => {
      log.grow('cohort-1', 2);
      await opened.checkpoints.commit(log.at(0), (transaction) => opened.put(transaction, 'a', 'before'));
      const failed = opened.checkpoints.commit(log.at(1), async (transaction) => {
        await opened.put(transaction, 'a', 'after');
        await opened.put(transaction, 'b', 'new');
        throw new Error('the power went');
      });
      await expect(failed).rejects.toThrow('the power went');
      expect([await opened.get('a'), await opened.get('b')]).toEqual(['before', undefined]);
      expect(await opened.checkpoints.checkpoint()).toBe(log.at(0));
    });

    it('takes in the whole log in batches, and says how far it has come', async () => {
      log.grow('cohort-1', 7);
      const sizes: number[] = [];
      await catchUp(journal((batch) => sizes.push(batch.length)));
      expect(sizes).toEqual([3, 3, 1]);
      expect(await opened.get('cohort-1')).toBe('0 1 2 3 4 5 6 ');
      expect(await opened.checkpoints.checkpoint()).toBe(log.at(6));
    });

    it('resumes after the checkpoint', async () => {
      log.grow('cohort-1', 4);
      await catchUp();
      log.grow('cohort-1', 4);
      const again: number[] = [];
      await catchUp(journal((batch) => again.push(...batch.map(({ revision }) => revision))));
      expect(again).toEqual([4, 5, 6, 7]);
      expect(await opened.get('cohort-1')).toBe('0 1 2 3 4 5 6 7 ');
    });

    it('lets each event take effect exactly once where a projection throws midway and is run again', async () => {
      log.grow('cohort-1', 8);
      let batches = 0;
      const failing = journal(() => {
        if (++batches === 2) throw new Error('the power went');
      });
      await expect(catchUp(failing)).rejects.toThrow('the power went');
      expect(await opened.get('cohort-1')).toBe('0 1 2 ');
      expect(await opened.checkpoints.checkpoint()).toBe(log.at(2));

      await catchUp();
      expect(await opened.get('cohort-1')).toBe('0 1 2 3 4 5 6 7 ');
      expect(await opened.checkpoints.checkpoint()).toBe(log.at(7));
    });

    it('lets all projections of one database advance together or not at all', async () => {
      log.grow('cohort-1', 2);
      const second: Projection<Transaction> = {
        name: 'second',
        project: async () => {
          throw new Error('the second one cannot');
        },
      };
      const both = project(log, [journal(), second], opened.checkpoints, { signal: new AbortController().signal });
      await expect(both).rejects.toThrow('the second one cannot');
      expect(await opened.get('cohort-1')).toBeUndefined();
      expect(await opened.checkpoints.checkpoint()).toBeUndefined();
    });

    it('catches up, goes on live and is stopped by its signal while it waits', async () => {
      log.grow('cohort-1', 2);
      const stop = new AbortController();
      let caughtUp = Promise.withResolvers<void>();
      const running = project(log, [journal()], opened.checkpoints, {
        signal: stop.signal,
        onCaughtUp: () => caughtUp.resolve(),
      });
      await within('catching up', caughtUp.promise);
      expect(await opened.get('cohort-1')).toBe('0 1 ');

      caughtUp = Promise.withResolvers<void>();
      log.grow('cohort-1', 1);
      await within('going on live', caughtUp.promise);
      expect(await opened.get('cohort-1')).toBe('0 1 2 ');
      expect(await opened.checkpoints.checkpoint()).toBe(log.at(2));

      stop.abort();
      await within('stopping', running);
    });
  });
}
