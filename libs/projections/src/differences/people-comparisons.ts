import type { Category, DayBounds, Stage, Whereabouts as Place } from '#cases';
import type { ReadModels } from '../database/reading.js';
import { flowsReport } from '../reports/flows.js';
import { interimCareReport } from '../reports/interim-care.js';
import { checkPeriod, daysOf } from '../reports/period.js';
import { rehabilitationReport } from '../reports/rehabilitation.js';
import { MAX_DAYS, seriesReport } from '../reports/series.js';
import { stagesReport } from '../reports/stages.js';
import { byRow, countedOn, placesIn, placesOf } from './causes.js';
import { changedMovements } from './changed-movements.js';
import { addMovement, addSupport, type Causes } from './explanations.js';
import { compareReport, type ReportComparison } from './report-comparison.js';
import type { Moments } from './sides.js';

/** Whom a comparison is narrowed to. */
export interface Whom {
  readonly category?: Category;
  readonly powerOfOrigin?: string;
}

/** The days that flows and series are about. */
export interface Period {
  /** First and last day, `YYYY-MM-DD`. */
  readonly firstDay?: string;
  readonly lastDay?: string;
}

const PEOPLE = ['stage', 'country', 'category', 'powerOfOrigin'] as const;
const CARE = ['cohortId', 'country', 'place'] as const;
const FACILITY = ['facility', 'operator', 'country', 'category', 'powerOfOrigin'] as const;
const LINK = ['source', 'target'] as const;
const STAGE_ON_DAY = ['day', 'stage'] as const;

/** Where people were, at two moments. @throws InvalidMoment */
export function compareStages(models: ReadModels, query: Whom & Moments): Promise<ReportComparison> {
  return compareReport(models, query, {
    report: stagesReport,
    identity: PEOPLE,
    causes: byRow(PEOPLE, (moved) => placesOf(moved).map((place) => ({ ...moved, ...place }))),
  });
}

/** Who was in interim care, at two moments. @throws InvalidMoment */
export function compareInterimCare(
  models: ReadModels,
  query: Whom & Moments & { readonly country?: string },
): Promise<ReportComparison> {
  return compareReport(models, query, {
    report: (snapshot, asked) => interimCareReport(snapshot, { ...asked, asOf: NO_DAY }),
    identity: CARE,
    passing: ['days'],
    causes: byRow(CARE, (moved) =>
      placesIn('interim-care', moved).map((place) => ({ ...place, cohortId: moved.cohort })),
    ),
  });
}

/** Who was in which facility, at two moments. @throws InvalidMoment */
export function compareRehabilitation(models: ReadModels, query: Whom & Moments): Promise<ReportComparison> {
  return compareReport(models, query, {
    report: (snapshot, asked) => rehabilitationReport(snapshot, { ...asked, asOf: NO_DAY }),
    identity: FACILITY,
    passing: ['days'],
    causes: byRow(FACILITY, (moved) =>
      placesIn('rehabilitation', moved).map(({ country, place: facility, runBy: operator }) => {
        return { ...moved, country, facility, operator };
      }),
    ),
  });
}

/** Stays are counted up to the day of what was known: none need be named. */
const NO_DAY = '0001-01-01';

/** Who went where in a period, as it was known at two moments. @throws InvalidMoment @throws InvalidPeriod */
export function compareFlows(models: ReadModels, query: Whom & Period & Moments): Promise<ReportComparison> {
  const { firstDay, lastDay } = query;
  const isIn = (days: DayBounds | null): 'not' | 'possibly' | 'certainly' => {
    const [first, last] = [firstDay ?? '', lastDay ?? '9999-12-31'];
    if (days === null || days.latest < first || (days.earliest ?? '') > last) return 'not';
    return (days.earliest ?? '') >= first && days.latest <= last ? 'certainly' : 'possibly';
  };
  return compareReport(models, query, {
    report: (snapshot, { firstDay: from, lastDay: to, ...asked }) => {
      checkPeriod(from, to, 'lastDay');
      return flowsReport(snapshot, { ...asked, from, to });
    },
    identity: LINK,
    causes: byRow(
      LINK,
      ({ from, to }) => [{ source: endOf(from), target: endOf(to) }],
      ({ isHalf, before, after }) => !isHalf && isIn(before) !== isIn(after),
    ),
  });
}

function endOf(place: Place | null): object | null {
  return place && { stage: place.stage, country: place.country };
}

/** How many were in each stage day by day, as it was known at two moments. @throws InvalidMoment @throws InvalidPeriod */
export function compareSeries(models: ReadModels, query: Whom & Required<Period> & Moments): Promise<ReportComparison> {
  return compareReport(models, query, {
    report: (snapshot, { firstDay: from, lastDay: to, ...asked }) => {
      daysOf(from, to, MAX_DAYS, 'lastDay');
      return seriesReport(snapshot, { ...asked, from, to });
    },
    identity: STAGE_ON_DAY,
    causes: async (reading, sides, whom) => {
      const moving = await changedMovements(reading, sides, whom);
      return (row) => {
        const { day, stage } = row as { readonly day: string; readonly stage: Stage };
        const causes: Causes = new Map();
        const narrowed: Causes = new Map();
        for (const moved of moving) {
          const differs = countedOn(moved.before, day) !== countedOn(moved.after, day);
          const ends = placesOf(moved).filter((place) => place.stage === stage);
          if (differs && ends.length === 1) addMovement(causes, moved, sides);
          else if (differs && [...ends, ...moved.besides].some((place) => place.stage === stage))
            addMovement(narrowed, moved, sides);
          if (ends.length > 0 && countedOn(moved.after, day) !== 'not') addSupport(causes, moved);
        }
        return causes.size > 0 ? causes : narrowed;
      };
    },
  });
}
