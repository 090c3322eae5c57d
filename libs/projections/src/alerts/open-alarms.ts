import type { Beginning } from '#cases';
import type { Position } from '#eventsourcing';
import type { Reading } from '../database/reading.js';
import { pathwaysInForce } from '../pathways/pathways.js';
import { alertId } from './alert-id.js';
import { cohortsRaised } from './cohorts-raised.js';
import { cohortsRaisedThen } from './cohorts-raised-then.js';
import { Handlings } from './handling.js';

/**
 * What is to be asked about cohorts on a day, by their ids, and nobody has taken in hand or put aside.
 * @param today `YYYY-MM-DD`
 * @param known what was known up to a log position; left out: what is known now
 */
export async function openAlarms(
  reading: Reading,
  today: string,
  known: Position | undefined,
): Promise<ReadonlyMap<string, readonly Beginning[]>> {
  const watching = { pathways: await pathwaysInForce(reading, known), today, known };
  const handlings = await Handlings.read(reading, known);
  const raised = [
    ...(await cohortsRaised(reading, watching)),
    ...(known === undefined ? [] : await cohortsRaisedThen(reading, { ...watching, known })),
  ];
  const open = new Map<string, Beginning[]>();
  for (const one of raised) {
    if (handlings.size > 0 && handlings.of(alertId(one, one.subject), one.since, today).handled !== 'open') continue;
    const cohortId = one.subject.cohortId!;
    const others = open.get(cohortId);
    if (others === undefined) open.set(cohortId, [one]);
    else others.push(one);
  }
  return open;
}
