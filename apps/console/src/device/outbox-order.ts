import type { CohortEvent } from '#cases/model';
import type { Problem } from '../api/client.js';

/** One thing that somebody recorded on this device, until the server has it or its author takes it back. */
export interface OutboxItem {
  /** Its place in the outbox; later ones are greater. */
  readonly id: number;
  /** The command's id: sent again under the same key, it is done once. */
  readonly key: string;
  /** What the API's description calls it. */
  readonly operation: string;
  readonly path: string;
  readonly body: object;
  /** The revision that its author saw; null where it does not depend on one. */
  readonly revision: number | null;
  /** The cohorts that it is about: what is stuck holds back its own cohorts and no other. */
  readonly cohortIds: readonly string[];
  /** The device's clock. */
  readonly writtenAt: string;
  /** What it says, in words, as its author saw it. */
  readonly sentence: string;
  /** What it would write; null where it is not about one cohort's people. */
  readonly event: CohortEvent | null;
  /** The form that it came from, to be changed. */
  readonly form: { readonly command: string; readonly draft: object } | null;
  readonly state: ItemState;
}

export type ItemState =
  | { readonly is: 'waits'; readonly attempts: number; readonly notBefore: number }
  | { readonly is: 'done'; readonly at: number; readonly position: string; readonly entryIds: readonly string[] }
  /** Others changed the cohort since its author saw it. */
  | { readonly is: 'conflict'; readonly problem: Problem }
  | { readonly is: 'refused'; readonly problem: Problem };

/** What came of sending an item. */
export type Outcome =
  | { readonly is: 'done'; readonly position: string; readonly revision: number; readonly entryIds: readonly string[] }
  | { readonly is: 'conflict' | 'refused'; readonly problem: Problem }
  /** Whether the server has it is not known, or it could not do it now. */
  | { readonly is: 'again'; readonly afterSeconds: number | null };

export const NEW: ItemState = { is: 'waits', attempts: 0, notBefore: 0 };
const LONGEST_PAUSE_S = 60;

/** True for what its author has to see to. */
export function needsAuthor({ state }: OutboxItem): boolean {
  return state.is === 'conflict' || state.is === 'refused';
}

/** What is not at the server yet, the oldest first. */
export function unsent(items: readonly OutboxItem[]): readonly OutboxItem[] {
  return items.filter(({ state }) => state.is !== 'done').toSorted((a, b) => a.id - b.id);
}

/**
 * What can be sent now: of each cohort the oldest, and nothing that stands behind something that is stuck or pauses.
 * @param now milliseconds
 */
export function nextToSend(items: readonly OutboxItem[], now: number): OutboxItem | undefined {
  const held = new Set<string>();
  for (const item of unsent(items)) {
    const { state, cohortIds } = item;
    const isFree = !cohortIds.some((id) => held.has(id));
    if (isFree && state.is === 'waits' && state.notBefore <= now) return item;
    for (const id of cohortIds) held.add(id);
  }
  return undefined;
}

/** When something can be sent next that pauses now; undefined where nothing pauses. */
export function nextPauseEnds(items: readonly OutboxItem[]): number | undefined {
  const pauses = unsent(items).flatMap(({ state }) => (state.is === 'waits' ? [state.notBefore] : []));
  return pauses.length === 0 ? undefined : Math.min(...pauses);
}

/**
 * The items that change where one was sent: itself, and the next of its cohort, which is handed the revision that it made.
 * @param now milliseconds
 */
export function afterSending(
  items: readonly OutboxItem[],
  sent: OutboxItem,
  outcome: Outcome,
  now: number,
): readonly OutboxItem[] {
  switch (outcome.is) {
    case 'done': {
      const { position, revision, entryIds } = outcome;
      const next = unsent(items).find(
        (item) => item.id > sent.id && item.revision !== null && isOfSameCohort(item, sent),
      );
      const handed = next === undefined || sent.revision === null ? [] : [{ ...next, revision }];
      return [{ ...sent, state: { is: 'done', at: now, position, entryIds } }, ...handed];
    }
    case 'conflict':
    case 'refused':
      return [{ ...sent, state: { is: outcome.is, problem: outcome.problem } }];
    case 'again': {
      const attempts = sent.state.is === 'waits' ? sent.state.attempts + 1 : 1;
      const seconds = Math.max(outcome.afterSeconds ?? 0, Math.min(LONGEST_PAUSE_S, 2 ** (attempts - 1)));
      return [{ ...sent, state: { is: 'waits', attempts, notBefore: now + seconds * 1_000 } }];
    }
  }
}

function isOfSameCohort(a: OutboxItem, b: OutboxItem): boolean {
  return a.cohortIds.length === 1 && b.cohortIds.length === 1 && a.cohortIds[0] === b.cohortIds[0];
}

/** All pauses are over: the line is there again, or somebody asks for it. */
export function withoutPauses(items: readonly OutboxItem[]): readonly OutboxItem[] {
  return unsent(items).flatMap((item) =>
    item.state.is === 'waits' && item.state.notBefore > 0 ? [{ ...item, state: { ...item.state, notBefore: 0 } }] : [],
  );
}
