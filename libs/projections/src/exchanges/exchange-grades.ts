import type { Position } from '#eventsourcing';
import type { Reading } from '../database/reading.js';
import { gradedBy, type Graded } from '../grades.js';
import { withdrawnEntries } from '../sources/support.js';
import type { ExchangeFold } from './exchange-fold.js';

/**
 * How well exchanges are sourced: by the entries of their own files that stand, not by those of the cohorts.
 * @param known left out: as it is now
 */
export async function exchangeGrades(
  reading: Reading,
  folds: readonly ExchangeFold[],
  known: Position | undefined,
): Promise<(fold: ExchangeFold) => Graded> {
  const streams = folds.map(({ id }) => `exchange-${id}`);
  const ofWithdrawnSource = await withdrawnEntries(reading, { streams, known });
  return ({ id, grades }) => {
    const { grade, unsourced } = gradedBy(Object.values(grades));
    return { grade, unsourced: unsourced + (ofWithdrawnSource.get(`exchange-${id}`)?.length ?? 0) };
  };
}

/** How many of the entries of exchanges rest on nothing any more, because their source was withdrawn; by exchange. */
export async function exchangesOfWithdrawnSources(
  reading: Reading,
  known: Position | undefined,
): Promise<ReadonlyMap<string, number>> {
  const ofWithdrawnSource = await withdrawnEntries(reading, { kind: 'exchange', known });
  return new Map([...ofWithdrawnSource].map(([stream, entries]) => [stream.slice('exchange-'.length), entries.length]));
}
