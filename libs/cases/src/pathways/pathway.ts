import type { Entry, Model } from '#eventsourcing';
import type { Pathway, PathwayEvent } from './events.js';

/** A pathway as it was last defined. */
export type PathwayState =
  { readonly status: 'unknown' | 'withdrawn' } | { readonly status: 'defined'; readonly pathway: Pathway };

export const pathway: Model<PathwayState, PathwayEvent> = {
  category: 'pathway',
  initial: { status: 'unknown' },
  evolve,
};

function evolve(_: PathwayState, event: Entry<PathwayEvent>): PathwayState {
  switch (event.type) {
    case 'PathwayDefined': {
      const { reason: __, ...defined } = event.data;
      return { status: 'defined', pathway: defined };
    }
    case 'PathwayWithdrawn':
      return { status: 'withdrawn' };
  }
}

/**
 * The pathway for people of a category and an origin who were released on a day. Where several fit, the one that began
 * last, and of those the first by id: whatever order they come in, the answer is the same.
 */
export function pathwayFor(
  pathways: readonly Pathway[],
  category: Pathway['category'],
  powerOfOrigin: string,
  day: string,
): Pathway | undefined {
  return pathways
    .filter((one) => one.category === category && one.powerOfOrigin === powerOfOrigin)
    .filter(({ from, until }) => (from === null || from <= day) && (until === null || day <= until))
    .toSorted((a, b) => compare(b.from ?? '', a.from ?? '') || compare(a.pathwayId, b.pathwayId))[0];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
