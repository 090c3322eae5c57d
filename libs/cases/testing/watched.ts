import type { Pathway } from '../src/pathways/events.js';
import { exactly } from '../src/values/figure.js';
import { watch, type WatchedBalance, type WatchedCohort } from '../src/alerts/watch.js';
import { AT } from './case-files.js';
import { BY_BELARUS } from './pathway-files.js';

/** A cohort of which nothing is known. */
export const NOBODY: WatchedCohort = { balances: [], openHandovers: [], unsourced: [] };
/** 146 people in Belarus since 24 August 2025, recorded on the day after. */
export const IN_CARE: WatchedBalance = {
  position: AT['interim-care'],
  people: exactly(146),
  since: '2025-08-24',
  recordedOn: '2025-08-25',
  confirmedOn: null,
  expectedOn: null,
  expectedDays: null,
  entryIds: ['e1', 'e2'],
};
/** No limits, so that one alarm can be looked at alone. */
export const UNLIMITED: Pathway = { ...BY_BELARUS, stages: [], acknowledgeDays: null, confirmDays: null };
/** Limits of the stages alone. */
export const STAGES_ONLY: Pathway = { ...UNLIMITED, stages: BY_BELARUS.stages };
/** A limit for confirming alone. */
export const CONFIRMING: Pathway = { ...UNLIMITED, confirmDays: 30 };

/** What is asked on a day about people like those, but for what is said otherwise. */
export const alarms = (balance: Partial<WatchedBalance>, today: string, pathway = STAGES_ONLY) =>
  watch({ ...NOBODY, balances: [{ ...IN_CARE, ...balance }] }, pathway, today);
export const kinds = (...args: Parameters<typeof alarms>) => alarms(...args).map(({ kind }) => kind);
