import type { Entry, Model } from '#eventsourcing';
import type { CaseFacts, EntryRetracted } from '../cohort/events.js';
import type { Saying, Topic } from './topics.js';

export const SUBJECT_KINDS = ['cohort', 'exchange', 'claim'] as const;

/** What an observation is about. */
export interface Subject {
  readonly kind: (typeof SUBJECT_KINDS)[number];
  readonly id: string;
}

/** What a source says, or does not say, of a cohort, an exchange or a claim. */
export interface ObservationRecorded {
  readonly type: 'ObservationRecorded';
  readonly data: CaseFacts & {
    readonly observationId: string;
    readonly about: Subject;
    readonly topic: Topic;
    readonly says: Saying;
    /** Of which Power or party it is said, ISO 3166-1 alpha-2: who has not commented. Null where it is of the people. */
    readonly party: string | null;
  };
}

export type ObservationEvent = ObservationRecorded | EntryRetracted;

export type Observation =
  | { readonly status: 'unknown' }
  | { readonly status: 'standing' | 'retracted'; readonly id: string; readonly entryId: string };

/** Observations stand side by side, like claims: none takes the place of another. */
export const observation: Model<Observation, ObservationEvent> = {
  category: 'observation',
  initial: { status: 'unknown' },
  evolve: (state, event: Entry<ObservationEvent>) => {
    if (event.type === 'ObservationRecorded') {
      return { status: 'standing', id: event.data.observationId, entryId: event.id };
    }
    return state.status === 'unknown' ? state : { ...state, status: 'retracted' };
  },
};
