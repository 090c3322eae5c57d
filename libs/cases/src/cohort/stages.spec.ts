import { given } from '#eventsourcing/testing';
import type { CommandClass } from '#eventsourcing';
import { AT, cohortOf, registered, useCaseOf, whereaboutsIn } from '../../testing/case-files.js';
import { RecordExchange } from '../exchange/commands/record-exchange.js';
import { exactly } from '../values/figure.js';
import { allowedActions, cohort } from './cohort.js';
import { AdmitToInterimCare } from './commands/admit-to-interim-care.js';
import { BeginRehabilitation } from './commands/begin-rehabilitation.js';
import { CompleteRehabilitation } from './commands/complete-rehabilitation.js';
import { MarkInTransit } from './commands/mark-in-transit.js';
import { MarkRepatriated } from './commands/mark-repatriated.js';
import { RecordExit } from './commands/record-exit.js';
import { TransferCustody } from './commands/transfer-custody.js';
import { actionsFrom, MOVEMENTS, STAGES, type MovementAction, type Stage } from './stages.js';

/** Movements that depend on nothing but the stage; a return follows an exit: `record-return.spec.ts`. */
type Leaving = Exclude<MovementAction, 'record-return'>;

/** A command for each movement that is refused for nothing but the stage. */
const COMMANDS: Record<Leaving, readonly [CommandClass<any>, target: string, fields: object]> = {
  'record-exchange': [RecordExchange, 'x', { exchangeId: 'x', legs: [{ cohortId: 'a' }] }],
  'transfer-custody': [TransferCustody, 'a', { custodian: 'Federal Penal Service' }],
  'mark-in-transit': [MarkInTransit, 'a', { destination: { country: 'TR' } }],
  'admit-to-interim-care': [AdmitToInterimCare, 'a', { place: { country: 'TR' } }],
  'mark-repatriated': [MarkRepatriated, 'a', {}],
  'begin-rehabilitation': [BeginRehabilitation, 'a', {}],
  'complete-rehabilitation': [CompleteRehabilitation, 'a', {}],
  'record-exit': [RecordExit, 'a', { kind: 'resettled' }],
};

/** The table of the domain's description, written down a second time. */
const LEGAL: Record<Leaving, readonly Stage[]> = {
  'record-exchange': ['custody'],
  'transfer-custody': ['custody'],
  'mark-in-transit': ['released', 'interim-care', 'repatriated', 'rehabilitation'],
  'admit-to-interim-care': ['released', 'in-transit'],
  'mark-repatriated': ['released', 'in-transit', 'interim-care'],
  'begin-rehabilitation': ['repatriated', 'in-transit'],
  'complete-rehabilitation': ['rehabilitation'],
  'record-exit': ['custody', 'released', 'in-transit', 'interim-care', 'repatriated', 'rehabilitation'],
};

const CASES = (Object.keys(COMMANDS) as Leaving[]).flatMap((action) =>
  STAGES.map((stage) => ({ action, stage, legal: LEGAL[action].includes(stage) })),
);

describe('the table of movements', () => {
  it('has every movement, from where to where', () => {
    const table = Object.fromEntries(Object.entries(MOVEMENTS).map(([action, { from }]) => [action, from]));
    expect(table).toEqual({ ...LEGAL, 'record-return': ['exited'] });
  });

  it.each(CASES.filter(({ legal }) => legal))('$action is possible from $stage', ({ action, stage }) => {
    const [command, target, fields] = COMMANDS[action];
    const state = given({ 'cohort-a': [registered(exactly(146), AT[stage])] })
      .when(useCaseOf(command), target, fields)
      .after(cohort, 'a');
    const [position, ...others] = Object.entries(whereaboutsIn(state));
    expect(position![0]).toMatch(new RegExp(`^(${MOVEMENTS[action].to.join('|')})`));
    expect(position![1]).toBe('146');
    expect(others).toEqual([]);
  });

  it.each(CASES.filter(({ legal }) => !legal))('$action is not possible from $stage', ({ action, stage }) => {
    const [command, target, fields] = COMMANDS[action];
    given({ 'cohort-a': [registered(exactly(146), AT[stage])] })
      .when(useCaseOf(command), target, fields)
      .thenRejected('stage-not-allowed', { allowed: LEGAL[action], present: [stage] });
  });

  it.each(CASES)('$action from $stage is offered if and only if it is possible', ({ action, stage, legal }) => {
    expect(allowedActions(cohortOf(registered(exactly(146), AT[stage]))).includes(action)).toBe(legal);
  });
});

describe('what may be done', () => {
  it('is what any of the stages allows, in the order of the table, and then what is always possible', () => {
    expect(actionsFrom(new Set<Stage>(['rehabilitation', 'custody']))).toEqual([
      'record-exchange',
      'transfer-custody',
      'mark-in-transit',
      'complete-rehabilitation',
      'record-exit',
      'split-cohort',
      'merge-cohorts',
      'confirm-whereabouts',
      'correct-headcount',
      'rename-cohort',
      'amend-entry',
      'retract-entry',
      'assign-cohort',
    ]);
  });

  it('with people who are discharged is no movement', () => {
    expect(actionsFrom(new Set<Stage>(['discharged']))).toEqual([
      'split-cohort',
      'merge-cohorts',
      'confirm-whereabouts',
      'correct-headcount',
      'rename-cohort',
      'amend-entry',
      'retract-entry',
      'assign-cohort',
    ]);
  });

  it('with nobody is to call it otherwise, to put an entry right or take it back or to give it to somebody', () => {
    expect(actionsFrom(new Set())).toEqual(['rename-cohort', 'amend-entry', 'retract-entry', 'assign-cohort']);
  });
});
