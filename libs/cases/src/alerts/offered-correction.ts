import type { Whereabouts } from '../cohort/whereabouts.js';
import { boundsOf, type Figure } from '../values/figure.js';

/** A command that would put right what an alarm says, as a client would send it. */
export interface OfferedCorrection {
  readonly command: 'correct-headcount';
  readonly cohortId: string;
  readonly body: {
    readonly change?: number;
    readonly counted?: Figure;
    readonly at: Whereabouts;
    readonly reason: string;
  };
}

interface Counted {
  readonly cohortId: string;
  readonly exchangeId: string;
  readonly accepted: Figure;
  readonly own: Figure;
  /** Where those who were handed over are now. */
  readonly beyond: readonly { readonly whereabouts: Whereabouts; readonly people: Figure }[];
}

/**
 * The correction by which a cohort has the figure that was accepted: by so many more or fewer where both are numbers, counted
 * again where they all are in one position. Those who are taken off are taken from where most are.
 * @returns null where no one command will do
 */
export function correctionTo({ cohortId, exchangeId, accepted, own, beyond }: Counted): OfferedCorrection | null {
  const reason = `The figure that was accepted for the exchange ${exchangeId}`;
  const offer = (body: Omit<OfferedCorrection['body'], 'reason'>): OfferedCorrection => {
    return { command: 'correct-headcount', cohortId, body: { ...body, reason } };
  };
  const [most] = beyond.toSorted((a, b) => boundsOf(b.people).low - boundsOf(a.people).low);
  if (most === undefined) return null;
  const { whereabouts: at } = most;
  if (accepted.kind === 'exact' && own.kind === 'exact') {
    const change = accepted.value - own.value;
    return change < 0 && boundsOf(most.people).low < -change ? null : offer({ change, at });
  }
  return beyond.length === 1 ? offer({ counted: accepted, at }) : null;
}
