import { cohort, type Cohort, type CohortEvent, type KnownCohort } from '#cases/model';
import type { Entry as Row } from '../api/reads.js';
import type { OutboxItem } from '../device/outbox-order.js';

/** An entry of the case file as the event that it is: the API shows what all events carry beside what only this one says. */
export function eventOf({ entryId, recordedAt, type, occurredOn, basis, data }: Row) {
  const facts = { ...(data as object), occurredOn, basis };
  return { id: entryId, recordedAt, type, data: facts } as { id: string; recordedAt: string } & CohortEvent;
}

/** The cohort as its case file makes it, by the fold that the server goes by. */
export function cohortOf(rows: readonly Row[]): Cohort {
  return rows.map(eventOf).reduce<Cohort>((state, event) => cohort.evolve(state, event), cohort.initial);
}

/** The cohort as it will be once what waits on this device is accepted: what is recorded next builds on that. */
export function withWaiting(state: KnownCohort, waiting: readonly OutboxItem[]): KnownCohort {
  return waiting.reduce<KnownCohort>(
    (before, { event, key, writtenAt }) =>
      event === null ? before : (cohort.evolve(before, { ...event, id: key, recordedAt: writtenAt }) as KnownCohort),
    state,
  );
}
