import type { EventStore } from '../src/event-store.js';
import { appendingContract } from './appending.contract.js';
import { followingContract } from './following.contract.js';
import { readingContract } from './reading.contract.js';
import { recordsContract } from './records.contract.js';
import { repeatingContract } from './repeating.contract.js';
import type { TheStore } from './sample-events.js';

export interface OpenedStore {
  readonly store: EventStore;
  /** Closes the store and opens the same log again; left out where nothing outlives the process. */
  readonly reopen?: () => Promise<EventStore>;
  /** Closes what is open and throws the log away. */
  readonly close: () => Promise<void>;
}

export interface EventStoreContract {
  readonly name: string;
  /** Called before every test. The log need not be empty: the suite looks only at streams of its own. */
  readonly open: () => Promise<OpenedStore>;
  /**
   * False for an engine that knows event ids by stream alone, and so cannot refuse one that stands in another. The
   * suite then holds that it does not: the day it can, the flag has to go.
   */
  readonly knowsIdsAcrossStreams?: boolean;
}

/** What every event store keeps to. One suite for all of them, so that they can take each other's place. */
export function eventStoreContract({ name, open, knowsIdsAcrossStreams = true }: EventStoreContract): void {
  describe(`the event store contract, kept by ${name}`, () => {
    let opened: OpenedStore;
    let store: EventStore;

    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    const theStore: TheStore = () => store;
    const reopen = async (): Promise<EventStore> => {
      if (opened.reopen !== undefined) store = await opened.reopen();
      return store;
    };
    appendingContract(theStore);
    repeatingContract(theStore, reopen, knowsIdsAcrossStreams);
    recordsContract(theStore);
    readingContract(theStore);
    followingContract(theStore);
  });
}
