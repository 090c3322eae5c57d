import {
  correctionTo,
  figureOf,
  minus,
  NOBODY,
  plus,
  sameFigure,
  tallyOf,
  watchDecision,
  type Figure,
  type OfferedCorrection,
  type Tally,
} from '#cases';
import { standingAt } from '../clocks/known.js';
import { peopledInOrder } from '../cohorts/balances.js';
import { foldedFrom } from '../cohorts/cohort-row.js';
import { cohortsKnown } from '../cohorts/known-cohorts.js';
import { amountOf, type MovementRow } from '../cohorts/movements.js';
import type { Reading } from '../database/reading.js';
import { heldAt } from '../streams/version.js';
import { watchedAmong, type Raised, type Watching } from './raised.js';

/**
 * Figures that were decided about people of an exchange, and that the cohorts' own files do not have: neither by what they
 * handed over, nor by what was corrected since. Only where somebody watches one of them.
 */
export async function decisionsRaised(reading: Reading, watching: Watching): Promise<Raised[]> {
  const { known, exchangeId, cohortId } = watching;
  let select = reading.db.selectFrom('decided_lines').selectAll().where(heldAt(known));
  if (exchangeId !== undefined) select = select.where('exchange', '=', exchangeId);
  const rows = (await select.execute()).map((row) => ({ ...row, cohorts: JSON.parse(row.cohorts) as string[] }));
  const watched = await watchedAmong(reading, [...new Set(rows.flatMap(({ cohorts }) => cohorts))], known);
  const raised: Raised[] = [];
  for (const row of rows) {
    const { cohorts } = row;
    if (!cohorts.some((id) => watched.has(id)) || (cohortId !== undefined && !cohorts.includes(cohortId))) continue;
    const accepted = JSON.parse(row.accepted) as Figure;
    const recorded = JSON.parse(row.recorded) as Figure;
    const own = await ownFigures(reading, cohorts, recorded, known);
    if (own.some((figure) => sameFigure(figure, accepted))) continue;
    const offer =
      cohorts.length === 1 ? await offerFor(reading, cohorts[0]!, accepted, own[0]!, row.exchange, known) : null;
    const entryIds = JSON.parse(row.entry_ids) as string[];
    const alarm = watchDecision({ line: row.line, accepted, own: own[0]!, entryIds, decidedOn: row.decided_on, offer });
    const { kind, since, about } = alarm;
    raised.push({ kind, since, about, subject: { cohortId: null, exchangeId: row.exchange }, alarm });
  }
  return raised;
}

/** How many were handed over by the cohorts' own files. A correction may belong to another of their handovers, or to this one. */
async function ownFigures(
  reading: Reading,
  cohorts: readonly string[],
  recorded: Figure,
  known: Watching['known'],
): Promise<readonly Figure[]> {
  const rows = await reading.db
    .selectFrom('movements')
    .selectAll()
    .where('cohort', 'in', cohorts)
    .where('half_of', 'is', null)
    .where(standingAt(known))
    .execute();
  const handovers = rows.filter(({ from_stage, to_stage }) => from_stage === 'custody' && to_stage === 'released');
  const corrections = rows
    .filter(isCorrection)
    .reduce<Tally>((sum, row) => (row.to_key === null ? minus : plus)(sum, amountOf(row)), NOBODY);
  const isAlone = handovers.length === cohorts.length;
  const handedOver = isAlone
    ? handovers.reduce<Tally>((sum, row) => plus(sum, amountOf(row)), NOBODY)
    : tallyOf(recorded, 'recorded');
  const corrected = figureOf(plus(handedOver, corrections));
  return isAlone ? [corrected] : [corrected, recorded];
}

/** A correction of those who had left custody: people gained from nowhere or lost to nowhere. */
function isCorrection({ from_stage, to_stage }: MovementRow): boolean {
  return (from_stage === null) !== (to_stage === null) && (from_stage ?? to_stage) !== 'custody';
}

async function offerFor(
  reading: Reading,
  cohortId: string,
  accepted: Figure,
  own: Figure,
  exchangeId: string,
  known: Watching['known'],
): Promise<OfferedCorrection | null> {
  const now = await reading.db.selectFrom('cohorts').selectAll().where('id', '=', cohortId).execute();
  const [row] = known === undefined ? now : await cohortsKnown(reading, now, known);
  if (row === undefined) return null;
  const { state } = foldedFrom(row);
  if (state.status !== 'open') return null;
  const beyond = peopledInOrder(state.accounts).filter(({ whereabouts }) => whereabouts.stage !== 'custody');
  return correctionTo({ cohortId, exchangeId, accepted, own, beyond });
}
