import fc from 'fast-check';
import type { CommandClass } from '#eventsourcing';
import type { Figure } from '../src/values/figure.js';
import { findEntry, standingEntries, type KnownCohort } from '../src/cohort/cohort.js';
import { AcknowledgeHandover } from '../src/cohort/commands/acknowledge-handover.js';
import { AdmitToInterimCare } from '../src/cohort/commands/admit-to-interim-care.js';
import { AmendEntry } from '../src/cohort/commands/amend-entry.js';
import { BeginRehabilitation } from '../src/cohort/commands/begin-rehabilitation.js';
import { CompleteRehabilitation } from '../src/cohort/commands/complete-rehabilitation.js';
import { ConfirmWhereabouts } from '../src/cohort/commands/confirm-whereabouts.js';
import { CorrectHeadcount } from '../src/cohort/commands/correct-headcount.js';
import { MarkInTransit } from '../src/cohort/commands/mark-in-transit.js';
import { MarkRepatriated } from '../src/cohort/commands/mark-repatriated.js';
import { MergeCohorts } from '../src/cohort/commands/merge-cohorts.js';
import { RecordExit } from '../src/cohort/commands/record-exit.js';
import { RecordReturn } from '../src/cohort/commands/record-return.js';
import { RegisterCohort } from '../src/cohort/commands/register-cohort.js';
import { RetractEntry } from '../src/cohort/commands/retract-entry.js';
import { SplitCohort } from '../src/cohort/commands/split-cohort.js';
import { TransferCustody } from '../src/cohort/commands/transfer-custody.js';
import { peopledIn } from '../src/cohort/accounts.js';
import type { Whereabouts } from '../src/cohort/whereabouts.js';
import { EXIT_KINDS, MOVEMENTS, RETURN_STAGES, STAGES, type MovementAction, type Stage } from '../src/cohort/stages.js';
import { RecordExchange } from '../src/exchange/commands/record-exchange.js';
import { RetractExchange } from '../src/exchange/commands/retract-exchange.js';

/** Cohorts of a world: three of them are there from the start, the others may come into being. */
export const COHORTS = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

/** What is looked at of a command's fields, besides what the command itself looks at. */
export interface Fields {
  readonly occurredOn?: unknown;
  readonly at?: unknown;
  readonly from?: unknown;
  readonly legs?: readonly { readonly from?: unknown }[];
}

/** A random command before it is known what it will find. */
export interface WorldStep {
  readonly command: CommandClass;
  readonly cohort: string;
  readonly other: string;
  readonly headcount: Figure | undefined;
  /** Left out, one of the positions there are, or a guess. */
  readonly choice: 'none' | 'there' | 'guess';
  /** Takes, in place of a command that moves people, one that can move those who are there. */
  readonly fitting: boolean;
  /** Decides on whatever is to be picked from what there is. */
  readonly pick: number;
  readonly occurredOn: string | null | undefined;
  readonly country: string;
  readonly change: number;
  /** Where in its bounds the true number behind a figure lies, from 0 to 1. */
  readonly truth: number;
}

const people = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 8 }));

export const figures: fc.Arbitrary<Figure> = fc.oneof(
  { arbitrary: people.map((value): Figure => ({ kind: 'exact', value })), weight: 3 },
  people.map((value): Figure => ({ kind: 'about', value })),
  people.map((value): Figure => ({ kind: 'at-least', value })),
  people.map((value): Figure => ({ kind: 'at-most', value })),
  fc.tuple(people, people).map(([a, b]): Figure => ({ kind: 'between', low: Math.min(a, b), high: Math.max(a, b) })),
  fc.constant<Figure>({ kind: 'not-stated' }),
  fc.constant<Figure>({ kind: 'withheld' }),
);

const MOVING = {
  'record-exchange': RecordExchange,
  'transfer-custody': TransferCustody,
  'mark-in-transit': MarkInTransit,
  'admit-to-interim-care': AdmitToInterimCare,
  'mark-repatriated': MarkRepatriated,
  'begin-rehabilitation': BeginRehabilitation,
  'complete-rehabilitation': CompleteRehabilitation,
  'record-exit': RecordExit,
  'record-return': RecordReturn,
} as const satisfies Record<MovementAction, CommandClass>;

const MOVEMENT = fc.constantFrom<CommandClass>(...Object.values(MOVING));
const OTHER = fc.oneof(
  { arbitrary: fc.constantFrom<CommandClass>(CorrectHeadcount, RetractEntry, AmendEntry), weight: 6 },
  { arbitrary: fc.constant<CommandClass>(SplitCohort), weight: 2 },
  fc.constantFrom<CommandClass>(RegisterCohort, MergeCohorts, ConfirmWhereabouts, AcknowledgeHandover, RetractExchange),
);

const DATES = [null, '2025-08-24', '2025-09', '2025-09-10', '2022-21', '2025-09-01?', '../2025-09', '2027-01-01'];

export const steps: fc.Arbitrary<WorldStep[]> = fc.array(
  fc.record<WorldStep>({
    command: fc.oneof({ arbitrary: MOVEMENT, weight: 3 }, { arbitrary: OTHER, weight: 2 }),
    cohort: fc.oneof({ arbitrary: fc.constantFrom('a', 'b', 'c'), weight: 8 }, fc.constantFrom(...COHORTS)),
    other: fc.constantFrom(...COHORTS, 'd', 'e', 'f'),
    headcount: fc.option(figures, { nil: undefined, freq: 2 }),
    choice: fc.constantFrom('none', 'there', 'there', 'there', 'there', 'guess'),
    fitting: fc.constantFrom(true, true, true, false),
    pick: fc.nat(1_000),
    occurredOn: fc.oneof({ arbitrary: fc.constant(undefined), weight: 8 }, fc.constantFrom(...DATES)),
    country: fc.constantFrom('BY', 'BY', 'RU', 'UA', 'TR'),
    change: fc.integer({ min: -12, max: 12 }).filter((change) => change !== 0),
    truth: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { minLength: 1, maxLength: 40, size: 'max' },
);

/** The command that a step means for what there is now: its class, whom it is for and its fields. */
export function asCommand(
  step: WorldStep,
  cohort: KnownCohort | undefined,
  entries: readonly string[],
  exchanges: readonly string[],
) {
  const { headcount, occurredOn, pick, other } = step;
  const pickOf = <T>(items: readonly T[]): T | undefined => items[pick % Math.max(items.length, 1)];
  const there = pickOf(cohort === undefined ? [] : peopledIn(cohort.accounts))?.whereabouts;
  const leaving = pick % 6 === 0;
  const fitting = actionsAt(there).flatMap((action) => (action !== 'record-exit' || leaving ? [MOVING[action]] : []));
  const moves = Object.values<CommandClass>(MOVING).includes(step.command);
  const command = moves && step.fitting && fitting.length > 0 ? pickOf<CommandClass>(fitting)! : step.command;
  const country = step.fitting ? (command === MarkRepatriated ? 'RU' : pickOf(['BY', 'BY', 'TR'])!) : step.country;

  const guess = { stage: pickOf(STAGES)!, ...(pick % 3 === 0 && { country }) };
  const at = step.choice === 'guess' || there === undefined ? guess : there;
  const from = step.choice === 'none' ? undefined : at;
  const name = pickOf([undefined, 'Gomel', 'Brest', undefined]);
  const cohortId = step.cohort;
  const registration = { name: 'a group', category: 'prisoner-of-war', powerOfOrigin: 'RU', detainingPower: 'UA' };

  const legs = (): object[] => {
    const register = { ...registration, cohortId: other, headcount };
    return [
      { cohortId, headcount, from },
      ...(pick % 4 === 0 ? [{ cohortId: pickOf([cohortId, other]), headcount, terms: 'unilateral' }] : []),
      ...(pick % 9 === 0 ? [{ register, headcount }] : []),
    ];
  };
  const fields = (): object => {
    switch (command) {
      case RegisterCohort:
        return { ...registration, cohortId, headcount };
      case RecordExchange:
        return { exchangeId: `x${pick}`, legs: legs(), place: pick % 5 === 0 ? { country, name } : undefined };
      case TransferCustody:
        return { headcount, from, detainingPower: pickOf([undefined, 'PL']), custodian: name };
      case MarkInTransit:
        return { headcount, from, destination: { country, name } };
      case AdmitToInterimCare:
        return { headcount, from, place: { country, name } };
      case MarkRepatriated:
        return { headcount, from, place: pickOf([undefined, { country, name }]) };
      case BeginRehabilitation:
        return { headcount, from, operator: name };
      case RecordExit:
        return { headcount, from, kind: pickOf(EXIT_KINDS) };
      case RecordReturn: {
        const to = { stage: pickOf(RETURN_STAGES), country: pickOf([undefined, country]) };
        return { headcount, exitEntryId: pickOf(exits(cohort)) ?? pickOf(entries) ?? 'none', to };
      }
      case SplitCohort:
        return { headcount, from, newCohortId: other, name: 'a part' };
      case MergeCohorts:
        return { intoCohortId: other };
      case CorrectHeadcount:
        return { at, reason: 'counted', ...(headcount ? { counted: headcount } : { change: step.change }) };
      case RetractExchange:
        return { reason: 'a mistake' };
      case AmendEntry: {
        const entryId = pickOf(pick % 5 === 0 ? entries : entries.slice(1)) ?? 'none';
        const field = FIELDS_OF_PLACE[typeOf(cohort, entryId) ?? ''];
        return {
          entryId,
          reason: 'a mistake',
          ...(field !== undefined && pick % 3 > 0 && { [field]: { country, name } }),
        };
      }
      case RetractEntry:
        return { entryId: pickOf(pick % 7 === 0 ? entries : entries.slice(1)) ?? 'none', reason: 'a mistake' };
      case ConfirmWhereabouts:
        return { at };
      case AcknowledgeHandover:
        return { entryId: pickOf(cohort?.openHandovers ?? []) ?? pickOf(entries) ?? 'none' };
      default:
        return { headcount, from };
    }
  };
  const target =
    command === RecordExchange ? `x${pick}` : command === RetractExchange ? (pickOf(exchanges) ?? 'x') : cohortId;
  return { command, target, fields: { ...fields(), occurredOn } as Fields };
}

function actionsAt(position: Whereabouts | undefined): readonly MovementAction[] {
  const actions = Object.keys(MOVEMENTS) as MovementAction[];
  const stage = position?.stage;
  return actions.filter((action) => (MOVEMENTS[action].from as readonly Stage[]).includes(stage!));
}

/** Exits that stand, whatever came of them since. */
function exits(cohort: KnownCohort | undefined): string[] {
  if (cohort === undefined) return [];
  return standingEntries(cohort).flatMap(({ id, type }) => (type === 'ExitRecorded' ? [id] : []));
}

function typeOf(cohort: KnownCohort | undefined, entryId: string): string | undefined {
  return cohort === undefined ? undefined : findEntry(cohort, entryId)?.type;
}

/** What a command calls the place that an entry put people in, by the entry's type. */
const FIELDS_OF_PLACE: Readonly<Record<string, string>> = {
  CohortRegistered: 'place',
  CustodyTransferred: 'place',
  CohortDeparted: 'destination',
  CohortAdmittedToInterimCare: 'place',
  CohortRepatriated: 'place',
  RehabilitationBegun: 'facility',
};
