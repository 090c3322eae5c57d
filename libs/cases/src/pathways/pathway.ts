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

/** The pathway for people of a category and an origin who were released on a day; the one that began last, where several fit. */
export function pathwayFor(
  pathways: readonly Pathway[],
  category: Pathway['category'],
  powerOfOrigin: string,
  day: string,
): Pathway | undefined {
  return pathways
    .filter((one) => one.category === category && one.powerOfOrigin === powerOfOrigin)
    .filter(({ from, until }) => (from === null || from <= day) && (until === null || day <= until))
    .toSorted((a, b) => ((a.from ?? '') < (b.from ?? '') ? 1 : -1))[0];
}
