import type { Position } from '#eventsourcing';
import { withStates, type CaseFileLine } from '../cohorts/case-file.js';
import { entriesOfFiles } from '../cohorts/entries-of-files.js';
import { cohortsOnDay } from '../cohorts/on-a-day.js';
import { dayRange } from '../cohorts/entries.js';
import type { Reading, ReadModels } from '../database/reading.js';
import { byMovement, placesOf } from './causes.js';
import type { Why } from './explanations.js';
import { compareReport, type ReportComparison } from './report-comparison.js';
import { isBetween, sidesOf, type Moments, type Sides } from './sides.js';

/** A line of the case file that was recorded between the two moments, with who was where before and after it. */
export interface LineBetween extends CaseFileLine {
  readonly why: Exclude<Why, 'another-day'>;
}

/** What changed in what was known of a cohort. */
export interface CohortComparison extends ReportComparison {
  readonly cohortId: string;
  /** Everything that was recorded of it between the two moments, entry by entry, struck through or not. */
  readonly entries: readonly LineBetween[];
}

const PLACE = ['stage', 'country', 'place', 'runBy', 'exit'] as const;

/**
 * Compares where the people of a cohort were, as it was known at two moments; undefined where it was not registered by the later
 * one. @throws InvalidMoment
 */
export async function compareCohort(
  models: ReadModels,
  cohort: string,
  moments: Moments,
): Promise<CohortComparison | undefined> {
  return models.snapshot((snapshot) =>
    snapshot.read(async (reading) => {
      const sides = await sidesOf(reading, moments);
      const file = await entriesOfFiles(reading.db, [cohort], sides.to.known);
      if (file.length === 0) return undefined;
      const compared = await compareReport(
        snapshot,
        { ...moments, cohort },
        {
          report: (_, { knownAt, on }) => whereabouts(reading, cohort, knownAt!, on),
          identity: PLACE,
          causes: byMovement(placesOf),
        },
      );
      const lines = withStates(file, sides.to.known).filter(({ position }) => isBetween(position, sides));
      return { cohortId: cohort, ...compared, entries: lines.map((line) => ({ ...line, why: whyOf(line, sides) })) };
    }),
  );
}

/** Where the people of one cohort were on a day, as it was known then. */
async function whereabouts(reading: Reading, cohort: string, known: Position, on = LAST_DAY) {
  const { balances } = (await cohortsOnDay(reading, [cohort], on, known))(cohort);
  const rows = balances.map(({ whereabouts: at, people, isRange }) => {
    return { ...at, people, dates: isRange ? 'range' : null };
  });
  return { position: reading.position, rows };
}

const LAST_DAY = '9999-12-31';

/** About a day that was past at the earlier moment, as far as its date says so. */
function whyOf({ occurredOn }: CaseFileLine, { fromDay }: Sides): LineBetween['why'] {
  const latest = occurredOn === null ? null : (dayRange(occurredOn)?.latest ?? null);
  return latest !== null && latest <= fromDay ? 'recorded-late' : 'recorded';
}
