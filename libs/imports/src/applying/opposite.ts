import {
  claimUseCases,
  cohortUseCases,
  exchangeUseCases,
  RetractClaim,
  RetractEntry,
  RetractExchange,
  RetractExchangeEntry,
  RetractTotal,
} from '#cases';
import type { Recorded, UseCase } from '#eventsourcing';
import { useCaseOf } from '../layouts/use-case-of.js';

/** What takes an entry back. */
export interface Opposite {
  readonly useCase: UseCase<any>;
  readonly target: string;
  readonly command: object;
}

/**
 * The command that takes an imported entry back. None for what goes with another entry: the cohorts and handovers of an
 * exchange's legs go with the exchange, and so does its abortion.
 */
export function oppositeOf(
  { id: entryId, type, stream, command: { name } }: Recorded,
  reason: string,
): Opposite | undefined {
  const target = stream.slice(stream.indexOf('-') + 1);
  const by = (useCases: readonly UseCase<any>[], command: new () => object, fields: object): Opposite => ({
    useCase: useCaseOf(useCases, command),
    target,
    command: Object.assign(new command(), fields),
  });
  switch (type) {
    case 'ExchangeRecorded':
    case 'ExchangePlanned':
      return by(exchangeUseCases, RetractExchange, { reason });
    case 'ExchangeReported':
      return by(exchangeUseCases, RetractExchangeEntry, { entryId, reason });
    case 'CohortRegistered':
      return name === 'RegisterCohort' ? by(cohortUseCases, RetractEntry, { entryId, reason }) : undefined;
    case 'HeadcountCorrected':
      return by(cohortUseCases, RetractEntry, { entryId, reason });
    case 'HeldPopulationClaimed':
      return by(claimUseCases, RetractClaim, { entryId, reason });
    case 'PublishedTotalRecorded':
      return by(claimUseCases, RetractTotal, { entryId, reason });
    default:
      return undefined;
  }
}
