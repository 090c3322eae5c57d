import {
  addDays,
  allowedActions,
  cohort as model,
  EXIT_KINDS,
  findEntry,
  RETURN_STAGES,
  STAGES,
  standingEntries,
  type Action,
  type Cohort,
  type CohortEvent,
  type Figure,
  type Stage,
} from '#cases';
import { Rejected, type Entry } from '#eventsourcing';
import fc from 'fast-check';
import type { CaseFiles } from './case-files.js';

/** Something that somebody may try: what does not fit is refused. */
export interface Attempt {
  /** Which of the actions that the cohort allows. */
  readonly action: number;
  readonly cohort: number;
  readonly other: number;
  readonly headcount: Figure | null;
  readonly from: string | null;
  /** An EDTF date, or by how many days it is off the step's own day. */
  readonly date: string | number | null;
  /** On the day after the step's own, or a month later. */
  readonly recordedSoon: boolean;
  readonly place: string | null;
  /** Which of the entries so far, for what is said about an entry. */
  readonly entry: number;
  readonly change: number;
  /** Who says so; null where nobody is named. */
  readonly basis: object | null;
}

const COHORTS = 4;
const MINISTRY = { source: 'ru-mod', reliability: 'F', credibility: '6' };

const COMMANDS: Readonly<Record<Action, string>> = {
  'record-exchange': 'RecordExchange',
  'transfer-custody': 'TransferCustody',
  'mark-in-transit': 'MarkInTransit',
  'admit-to-interim-care': 'AdmitToInterimCare',
  'mark-repatriated': 'MarkRepatriated',
  'begin-rehabilitation': 'BeginRehabilitation',
  'complete-rehabilitation': 'CompleteRehabilitation',
  'record-exit': 'RecordExit',
  'record-return': 'RecordReturn',
  'split-cohort': 'SplitCohort',
  'merge-cohorts': 'MergeCohorts',
  'confirm-whereabouts': 'ConfirmWhereabouts',
  'correct-headcount': 'CorrectHeadcount',
  'rename-cohort': 'RenameCohort',
  'amend-entry': 'AmendEntry',
  'retract-entry': 'RetractEntry',
  'watch-cohort': 'WatchCohort',
  'end-watch': 'EndWatch',
  'assign-cohort': 'AssignCohort',
  'acknowledge-handover': 'AcknowledgeHandover',
};

const people = fc.integer({ min: 1, max: 8 });
const exact = people.map((value): Figure => ({ kind: 'exact', value }));
const inexact: fc.Arbitrary<Figure> = fc.oneof(
  people.map((value): Figure => ({ kind: 'about', value })),
  people.map((value): Figure => ({ kind: 'at-most', value })),
  people.map((value): Figure => ({ kind: 'at-least', value })),
  fc.tuple(people, people).map(([low, more]): Figure => ({ kind: 'between', low, high: low + more })),
  fc.constant<Figure>({ kind: 'not-stated' }),
);

/** Days of a history: its steps go from the first of August to the end, some of them back a little. */
const LENGTH = 40;
const dayOf = (step: number): string => `2025-08-${String(Math.min(28, Math.max(1, step))).padStart(2, '0')}`;

/** Histories that a few cohorts may have had. @param exactOnly every figure is an exact one @param longest in attempts */
export function histories(exactOnly: boolean, longest = LENGTH): fc.Arbitrary<readonly Attempt[]> {
  const headcount = exactOnly ? exact : fc.oneof(exact, inexact);
  return fc.array(
    fc.record<Attempt>({
      action: fc.noBias(fc.nat({ max: 1_000 })),
      cohort: fc.nat({ max: COHORTS - 1 }),
      other: fc.nat({ max: COHORTS - 1 }),
      headcount: fc.option(headcount, { nil: null, freq: 2 }),
      from: fc.option(fc.constantFrom(...STAGES), { nil: null, freq: 1 }),
      date: fc.oneof(
        { weight: 6, arbitrary: fc.integer({ min: -3, max: 3 }) },
        { weight: 3, arbitrary: fc.constant(null) },
        {
          weight: 1,
          arbitrary: fc.constantFrom('2025-08', '2025-22', '../2025-08-20', '2025-08-05/..', '2025-08-28?'),
        },
      ),
      recordedSoon: fc.boolean(),
      place: fc.constantFrom(null, 'a', 'b'),
      entry: fc.nat(),
      change: fc.constantFrom(-2, -1, 1, 2),
      basis: fc.constantFrom(null, MINISTRY, { source: 'icrc', reliability: 'A', credibility: '1' }),
    }),
    { minLength: 8, maxLength: longest, size: 'max' },
  );
}

/** Tries one thing after another. What a rule refuses did not happen. Calls `between` after everything that did. */
export async function live(
  files: CaseFiles,
  attempts: readonly Attempt[],
  between: () => Promise<void> = async () => {},
): Promise<void> {
  for (const [step, attempt] of attempts.entries()) {
    const state = await stateOf(files, id(attempt.cohort));
    // Merged, a cohort is at its end: not too often.
    const actions = allowedActions(state).filter((one) => one !== 'merge-cohorts' || attempt.change === 1);
    const action = actions[attempt.action % actions.length];
    const command = action === undefined ? 'RegisterCohort' : COMMANDS[action];
    const target = command === 'RecordExchange' ? `exchange-${step}` : id(attempt.cohort);
    const day = dayOf(Math.ceil((step * 28) / LENGTH) + (typeof attempt.date === 'number' ? attempt.date : 0));
    files.now = attempt.recordedSoon
      ? `${addDays(day, 1)}T12:00:00.000Z`
      : `${day.replace('-08-', '-09-')}T12:00:00.000Z`;
    const occurredOn = typeof attempt.date === 'number' ? day : attempt.date;
    try {
      const written = await files.send(command, target, fieldsOf(command, { ...attempt, occurredOn }, target, state));
      if (written.length > 0) await between();
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
    }
  }
}

/** Withdraws the source of a third of the entries after so many things have happened. @returns what is called between them */
export function withdrawingSource(files: CaseFiles, after: number): () => Promise<void> {
  let left = after;
  return async () => {
    if (--left !== 0) return;
    await files.send('RegisterSource', MINISTRY.source, {
      sourceId: MINISTRY.source,
      name: 'Ministry',
      kind: 'armed-forces',
    });
    await files.send('WithdrawSource', MINISTRY.source, { reason: 'invented' });
  };
}

/** The cohort as the decisions see it. */
export async function stateOf(files: CaseFiles, cohort: string): Promise<Cohort> {
  let state = model.initial;
  for await (const event of files.store.read(`${model.category}-${cohort}`)) {
    state = model.evolve(state, event as unknown as Entry<CohortEvent>);
  }
  return state;
}

export function id(cohort: number): string {
  return `cohort-${cohort}`;
}

export const IDS = Array.from({ length: COHORTS }, (_, cohort) => id(cohort));

function fieldsOf(
  command: string,
  attempt: Attempt & { occurredOn: string | null },
  target: string,
  state: Cohort,
): object {
  const { cohort, other, occurredOn, place, change, basis } = attempt;
  const entryId = entryOf(state, command, attempt.entry);
  const headcount = attempt.headcount ?? undefined;
  const from = attempt.from === null ? undefined : { stage: attempt.from };
  const registration = {
    cohortId: id(cohort),
    name: `Cohort ${cohort}`,
    category: 'prisoner-of-war',
    powerOfOrigin: 'RU',
    detainingPower: 'UA',
    headcount: headcount ?? { kind: 'exact', value: 20 },
    basis,
  };
  const moving = { headcount, from, occurredOn, basis };
  switch (command) {
    case 'RegisterCohort':
      return { ...registration, occurredOn, custodySince: change > 0 ? null : '2025-22' };
    case 'RecordExchange':
      return {
        exchangeId: target,
        occurredOn,
        basis,
        intermediaries: ['AE'],
        legs: [{ cohortId: id(cohort), headcount }],
      };
    case 'AmendEntry':
      return { entryId, reason: 'an error', ...amendmentOf(state, entryId, attempt) };
    case 'RetractEntry':
      return { entryId, reason: 'an error' };
    case 'TransferCustody':
      return { ...moving, place: { country: 'UA', name: place }, custodian: place };
    case 'MarkInTransit':
      return { ...moving, destination: { country: 'BY', name: place } };
    case 'AdmitToInterimCare':
      return { ...moving, place: { country: 'BY', name: place }, services: ['medical'], expectedDays: 14 };
    case 'MarkRepatriated':
      return { ...moving, place: { country: 'RU', name: place } };
    case 'BeginRehabilitation':
      return { ...moving, facility: { country: 'RU', name: place }, operator: place };
    case 'RecordExit':
      return { ...moving, kind: EXIT_KINDS[Math.abs(change)] };
    case 'RecordReturn': {
      const to = { stage: RETURN_STAGES[attempt.entry % RETURN_STAGES.length], place };
      return { headcount, occurredOn, basis, exitEntryId: entryId, to };
    }
    case 'WatchCohort':
    case 'AssignCohort':
      return { assignee: place };
    case 'EndWatch':
      return {};
    case 'RenameCohort':
      return { name: `Cohort ${cohort}, ${place}`, occurredOn, basis };
    case 'SplitCohort':
      return { ...moving, newCohortId: id(other), name: `Part ${other}` };
    case 'MergeCohorts':
      return { intoCohortId: id(other), occurredOn, basis };
    case 'CorrectHeadcount':
      return { at: { stage: attempt.from ?? stageOf(state) }, change, reason: 'counted again', occurredOn, basis };
    case 'ConfirmWhereabouts':
      return { at: { stage: attempt.from ?? stageOf(state) }, occurredOn };
    case 'AcknowledgeHandover':
      return { entryId, occurredOn };
    default:
      return moving;
  }
}

function stageOf(state: Cohort): Stage {
  return state.status === 'unknown' ? 'custody' : [...state.accounts.values()][0]!.whereabouts.stage;
}

/** Handovers can be acknowledged; of what else was said, newer entries are taken back more often than older ones. */
function entryOf(state: Cohort, command: string, entry: number): string | undefined {
  if (state.status === 'unknown') return undefined;
  const standing = standingEntries(state);
  if (command === 'RecordReturn') {
    const exits = standing.filter(({ type }) => type === 'ExitRecorded');
    return exits[entry % exits.length]?.id;
  }
  if (command === 'AcknowledgeHandover') return state.openHandovers[entry % state.openHandovers.length];
  const retractable = standing.filter(({ type }) => type !== 'EntryRetracted');
  return retractable[entry % Math.min(3, retractable.length)]?.id;
}

/** Another date, source or place for an entry, as far as it has one. */
function amendmentOf(
  state: Cohort,
  entryId: string | undefined,
  { occurredOn, basis, place, change }: Attempt & { occurredOn: string | null },
): object {
  const entry = state.status === 'unknown' || entryId === undefined ? undefined : findEntry(state, entryId);
  const stage = entry?.bookings[0]?.to?.stage;
  const country = stage === 'interim-care' ? 'TR' : stage === 'custody' ? 'UA' : 'RU';
  const field = FIELDS_OF_PLACE[entry?.type ?? ''];
  return {
    ...(change !== 2 && { occurredOn }),
    ...(change === 1 && { basis }),
    ...(change !== 1 && field !== undefined && { [field]: { country, name: place } }),
  };
}

const FIELDS_OF_PLACE: Readonly<Record<string, string>> = {
  CohortRegistered: 'place',
  CustodyTransferred: 'place',
  CohortDeparted: 'destination',
  CohortAdmittedToInterimCare: 'place',
  CohortRepatriated: 'place',
  RehabilitationBegun: 'facility',
};
