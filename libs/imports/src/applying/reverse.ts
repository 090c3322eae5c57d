import { importBatch, importUseCases, ReverseImport } from '#cases';
import {
  commandId,
  Rejected,
  streamOf,
  type EventStore,
  type Position,
  type Recorded,
  type Submission,
} from '#eventsourcing';
import { useCaseOf } from '../layouts/use-case-of.js';
import type { Known } from '../planning/plan.js';
import { inWords } from '../planning/refusals.js';
import { inOrder } from './in-order.js';
import { oppositeOf, type Opposite } from './opposite.js';

/** Which import is taken back, by whom and why. */
export interface ReverseRequest {
  readonly known: Known;
  readonly importId: string;
  /** A sentence without anybody's name. */
  readonly reason: string;
  readonly actor: string;
  readonly organisation: string | null;
  readonly now: string;
  /** Told how many entries were taken back so far. */
  readonly onProgress?: (entries: number) => void;
}

/** An entry that others have built on since. */
export interface Obstacle {
  readonly stream: string;
  readonly entryId: string;
  readonly code: string;
  readonly detail: string;
}

export interface Reversal {
  /** False where there are obstacles: then nothing was taken back. */
  readonly reversed: boolean;
  readonly entries: number;
  /** The first hundred. */
  readonly obstacles: readonly Obstacle[];
  readonly position: Position | null;
}

/** Entries kept at once. */
const WINDOW = 1_000;
const MOST_OBSTACLES = 100;
const AT_ONCE = 32;

/**
 * Takes back everything that an import recorded, the newest entry first, as further entries of the log. First it is
 * tried out: where something cannot be taken back because others have built on it, nothing is.
 * @throws Rejected import-not-found, import-reversed
 */
export async function reverse(request: ReverseRequest): Promise<Reversal> {
  const { known, importId } = request;
  const { state } = await known.handling.state(importBatch, importId);
  if (state.status === 'unknown') throw new Rejected('import-not-found', { importId });
  if (state.status === 'reversed') throw new Rejected('import-reversed', { importId });
  const obstacles = await obstaclesTo(request);
  if (obstacles.length > 0) return { reversed: false, entries: 0, obstacles, position: null };

  let entries = 0;
  let position: Position | null = null;
  for await (const reached of inOrder(undoing(request), AT_ONCE, (step) => submit(request, step))) {
    entries += 1;
    if (reached !== undefined && (position === null || reached > position)) position = reached;
    if (entries % WINDOW === 0) request.onProgress?.(entries);
  }
  const command = Object.assign(new ReverseImport(), { reason: request.reason, entries });
  const useCase = useCaseOf(importUseCases, ReverseImport);
  const end = await submit(request, { useCase, target: importId, command, key: 'reversed' });
  return { reversed: true, entries, obstacles: [], position: end ?? position };
}

interface Undoing extends Opposite {
  /** Of the command's id: the same entry is taken back once, however often that is asked for. */
  readonly key: string;
}

async function submit({ known, ...request }: ReverseRequest, step: Undoing): Promise<Position | undefined> {
  const { position } = await known.handling.handle(step.useCase, step.command, submissionOf(request, step));
  return position;
}

function submissionOf(
  { importId, actor, organisation, now }: Omit<ReverseRequest, 'known'>,
  { target, key }: Undoing,
): Submission {
  const id = commandId('import:reverse', `${importId}:${key}`);
  return { target, commandId: id, actor, organisation, correlation: importId, causation: null, now };
}

async function obstaclesTo(request: ReverseRequest): Promise<Obstacle[]> {
  const { known } = request;
  const obstacles: Obstacle[] = [];
  for await (const window of windowsOf(request)) {
    const rehearsal = known.handling.rehearsal();
    for (const { event, ...step } of window) {
      try {
        await rehearsal.preview(step.useCase, step.command, submissionOf(request, step));
      } catch (error) {
        if (!(error instanceof Rejected)) throw error;
        const { code, facts } = error;
        obstacles.push({ stream: event.stream, entryId: event.id, code, detail: inWords(code, facts) });
        if (obstacles.length === MOST_OBSTACLES) return obstacles;
      }
    }
  }
  return obstacles;
}

async function* undoing(request: ReverseRequest): AsyncGenerator<Undoing> {
  for await (const window of windowsOf(request)) yield* window;
}

/** What takes the import's entries back, the newest first, a window at a time: the log is read forwards only. */
async function* windowsOf({
  known: { store },
  importId,
  reason,
}: ReverseRequest): AsyncGenerator<(Undoing & { readonly event: Recorded })[]> {
  const starts: (Position | undefined)[] = [];
  let entries = 0;
  let before: Position | undefined;
  for await (const event of batchOf(store, importId)) {
    if (oppositeOf(event, reason) !== undefined) {
      if (entries % WINDOW === 0) starts.push(before);
      entries += 1;
    }
    before = event.position;
  }
  let end: Position | undefined;
  for (const start of starts.toReversed()) {
    const window: (Undoing & { readonly event: Recorded })[] = [];
    for await (const event of batchOf(store, importId, start)) {
      if (end !== undefined && event.position > end) break;
      const opposite = oppositeOf(event, reason);
      if (opposite !== undefined) window.push({ ...opposite, key: event.id, event });
    }
    yield window.toReversed();
    end = start;
  }
}

/** The import's own events in log order, from its start to its completion. */
async function* batchOf(store: EventStore, importId: string, after?: Position): AsyncGenerator<Recorded> {
  const marks: Recorded[] = [];
  for await (const event of store.read(streamOf(importBatch, importId))) marks.push(event);
  const last = marks.find(({ type }) => type === 'ImportCompleted')?.position;
  for await (const event of store.readAll(after ?? marks[0]?.position)) {
    if (last !== undefined && event.position > last) return;
    if (event.correlation === importId) yield event;
  }
}
