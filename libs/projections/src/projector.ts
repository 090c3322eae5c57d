import { setTimeout as pause } from 'node:timers/promises';
import { MODELS } from '#cases';
import {
  inNewestShapes,
  isCaughtUp,
  project,
  type EventStore,
  type Position,
  type ProjectOptions,
} from '#eventsourcing';
import type { Comparison } from './database/comparing.js';
import { Superseded, type Generation } from './database/generation.js';
import type { ReadDatabase } from './database/read-database.js';
import type { ReadModel } from './database/read-model.js';
import { readModels } from './projections.js';

export type ProjectorOptions = Pick<ProjectOptions, 'signal' | 'onCommit' | 'onCaughtUp'>;

export interface RebuildOptions extends ProjectorOptions {
  /**
   * Told how the new read models differ from those being served, before they take their place; null where nothing was served
   * yet. They take it only where the answer is true.
   */
  readonly onCompared?: (comparison: Comparison | null) => boolean;
}

/** Events a transaction: while a generation is built more are folded before anything is written. */
const LIVE_BATCH = 2_000;
const BUILDING_BATCH = 1_000;
/** Milliseconds for which new events gather before the next transaction, so that a busy log costs no transaction each. */
const GATHER = 50;

/**
 * Brings the read models up to date and keeps them so until the signal aborts; first builds them again where their versions
 * ask for it or there are none yet. Where another process took them further or put a new generation in place, goes on
 * from there.
 */
export async function runProjector(
  store: EventStore,
  database: ReadDatabase,
  options: ProjectorOptions = {},
): Promise<void> {
  const log = gathering(inNewestShapes(store, MODELS));
  while (options.signal?.aborted !== true) {
    const isEmpty = (await database.checkpoint()) === undefined && (await store.head()) !== undefined;
    if ((database.needsRebuild() || isEmpty) && !(await rebuild(store, database, options))) return;
    try {
      return await project(log, readModels(), database, { ...options, batchSize: LIVE_BATCH });
    } catch (error) {
      if (!(error instanceof Superseded)) throw error;
    }
  }
}

/**
 * Builds all read models again from the log, beside the ones being served, and puts them in place when they have caught up.
 * @returns true when they are in place, false when the signal or `onCompared` stopped it before
 */
export async function rebuild(
  store: EventStore,
  database: ReadDatabase,
  { signal, onCommit, onCaughtUp, onCompared }: RebuildOptions = {},
): Promise<boolean> {
  const log = inNewestShapes(store, MODELS);
  const { number, generation } = await database.begin();
  try {
    const models = readModels();
    const building = { signal, onCommit, batchSize: BUILDING_BATCH };
    const live = { signal, onCommit, batchSize: LIVE_BATCH };
    // What is to be compared may not come further than what it is compared with.
    const served = onCompared === undefined ? undefined : await database.checkpoint();
    if (served === undefined) await catchUp(log, generation, models, building);
    else await project(upTo(log, served), models, generation, building);
    if (signal?.aborted) return false;
    await generation.finish(async (transaction) => {
      for (const model of models) await model.finish?.(transaction);
    });
    if (onCompared !== undefined) {
      const bringTo = (position: Position): Promise<void> => project(upTo(log, position), models, generation, live);
      const comparison = served === undefined ? null : await database.compare(generation, bringTo);
      if (signal?.aborted || !onCompared(comparison)) return false;
    }
    let reached: Position | undefined;
    do {
      reached = await catchUp(log, generation, models, live);
      if (signal?.aborted) return false;
    } while (!database.takeOver(number, generation, reached));
    onCaughtUp?.(reached);
    return true;
  } finally {
    database.discard(number, generation);
  }
}

/** Projects until everything that is in the log is in the generation; gives how far that is. */
async function catchUp(
  store: EventStore,
  generation: Generation,
  models: readonly ReadModel[],
  options: ProjectOptions,
): Promise<Position | undefined> {
  const caughtUp = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, caughtUp.signal]) : caughtUp.signal;
  await project(store, models, generation, { ...options, signal, onCaughtUp: () => caughtUp.abort() });
  return generation.checkpoint();
}

/** The same log, which ends with a position for those who follow it. */
function upTo(store: EventStore, last: Position): EventStore {
  return followed(store, async function* (after, { signal } = {}) {
    for await (const event of store.readAll(after)) {
      if (event.position > last || signal?.aborted) break;
      yield event;
    }
    yield { caughtUp: true, position: last };
  });
}

/** The same log, whose followers let events gather for a moment while they come one after another. */
function gathering(store: EventStore): EventStore {
  return followed(store, async function* (after, options) {
    let level = -Infinity;
    for await (const item of store.follow(after, options)) {
      yield item;
      if (!isCaughtUp(item)) continue;
      const busy = performance.now() - level < 2 * GATHER;
      if (busy) await pause(GATHER, undefined, options).catch(() => {});
      level = performance.now();
    }
  });
}

function followed(store: EventStore, follow: EventStore['follow']): EventStore {
  return {
    append: (writes, options) => store.append(writes, options),
    read: (stream, from) => store.read(stream, from),
    readAll: (after, limit) => store.readAll(after, limit),
    follow,
    head: () => store.head(),
    close: () => store.close(),
  };
}
