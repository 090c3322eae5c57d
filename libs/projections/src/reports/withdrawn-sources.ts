import type { Movements } from '../clocks/known-movements.js';
import type { MovementRow } from '../cohorts/movements.js';
import type { Reading } from '../database/reading.js';
import { backed, restingOn, Speakers } from '../sources/support.js';
import type { AtPosition } from './on-day.js';

/**
 * Those of some movements whose entries rest on nothing any more, because their source was withdrawn and no other says the
 * same: they count as unsourced, though they bear a grade.
 */
export async function movementsOfWithdrawnSources(
  reading: Reading,
  { known }: AtPosition<object>,
  movements: Movements,
): Promise<readonly MovementRow[]> {
  const speakers = await Speakers.read(reading, known);
  const { withdrawn } = speakers;
  if (withdrawn.length === 0) return [];
  const resting = restingOn(reading, withdrawn, known).select('entries.position');
  const rows = await movements.selectAll().where('position', 'in', resting).execute();
  const kept = new Set((await backed(reading, speakers, withdrawn, known)).map(({ position }) => position));
  return rows.filter(({ position }) => !kept.has(position));
}
