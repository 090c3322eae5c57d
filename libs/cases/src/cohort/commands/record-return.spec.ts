import { given } from '#eventsourcing/testing';
import {
  AT,
  cohortOf,
  refusedFields,
  registered,
  retracted,
  useCaseOf,
  went,
  whereaboutsIn,
} from '../../../testing/case-files.js';
import { exactly } from '../../values/figure.js';
import { allowedActions, cohort } from '../cohort.js';
import type { CohortEvent, ReturnRecorded } from '../events.js';
import { RETURN_STAGES } from '../stages.js';
import { whereabouts, type Whereabouts } from '../whereabouts.js';
import { MarkRepatriated } from './mark-repatriated.js';
import { RecordReturn } from './record-return.js';
import { RetractEntry } from './retract-entry.js';

const exited = (exit: 'died' | 'lost-to-follow-up' | 're-detained') => whereabouts('exited', { country: 'BY', exit });
const left = (exit: Parameters<typeof exited>[0], people: number) =>
  went(AT['interim-care'], exited(exit), exactly(people), { kind: exit });

const LOST: readonly CohortEvent[] = [registered(exactly(146), AT['interim-care']), left('lost-to-follow-up', 3)];
const [EXIT, RETURN] = [1, 2];
const idAt = (revision: number) => `cohort-a#${revision}`;

const back = (fields: object, history: readonly CohortEvent[] = LOST) =>
  given({ 'cohort-a': history }).when(useCaseOf(RecordReturn), 'a', { exitEntryId: idAt(EXIT), ...fields });

const returned = (to: Whereabouts, people: number): ReturnRecorded => ({
  type: 'ReturnRecorded',
  data: {
    exitEntryId: idAt(EXIT),
    occurredOn: null,
    basis: null,
    moved: [{ from: exited('lost-to-follow-up'), to, people: exactly(people), whole: false }],
  },
});

describe('recording a return', () => {
  it('puts people who were lost sight of back on the way home, and says which exit it follows', () => {
    back({ headcount: exactly(2), to: { stage: 'interim-care', country: 'BY' } }).thenEvents(
      returned(AT['interim-care'], 2),
    );
    const after = back({ headcount: exactly(2), to: { stage: 'interim-care', country: 'BY' } }).after(cohort, 'a');
    expect(whereaboutsIn(after)).toEqual({ 'interim-care BY': '145', 'exited BY lost-to-follow-up': '1' });
  });

  it('takes all of them where no number is said', () => {
    const after = back({ to: { stage: 'repatriated' } }).after(cohort, 'a');
    expect(whereaboutsIn(after)).toEqual({ 'interim-care BY': '143', 'repatriated RU': '3' });
  });

  it('puts the re-detained into custody of the Detaining Power, from where they can be exchanged', () => {
    const history = [registered(exactly(146), AT['interim-care']), left('re-detained', 3)];
    const after = back({ to: { stage: 'custody' } }, history).after(cohort, 'a');
    expect(whereaboutsIn(after)).toEqual({ 'custody UA': '3', 'interim-care BY': '143' });
  });

  it('is not for the dead', () => {
    back({ to: { stage: 'custody' } }, [LOST[0]!, left('died', 3)]).thenRejected('exit-is-final');
  });

  it('follows an exit that stands', () => {
    back({ exitEntryId: idAt(0), to: { stage: 'custody' } }).thenRejected('exit-not-found');
    const struck = [...LOST, retracted(idAt(EXIT), 'ExitRecorded')];
    back({ to: { stage: 'custody' } }, struck).thenRejected('exit-not-found');
  });

  it('never brings back more than left', () => {
    back({ headcount: exactly(4), to: { stage: 'custody' } }).thenRejected('not-enough-people');
  });

  it('keeps to the rules of where people can be', () => {
    back({ to: { stage: 'interim-care', country: 'RU' } }).thenRejected('not-a-third-country');
    back({ to: { stage: 'repatriated', country: 'BY' } }).thenRejected('not-the-power-of-origin');
  });

  it('keeps its exit from being struck through, and goes on as any arrival does', () => {
    const history = [...LOST, returned(AT['interim-care'], 3)];
    const retract = (index: number) =>
      given({ 'cohort-a': history }).when(useCaseOf(RetractEntry), 'a', { entryId: idAt(index), reason: 'a mistake' });
    retract(EXIT).thenRejected('entry-built-on', { entryId: idAt(EXIT), by: idAt(RETURN) });
    expect(whereaboutsIn(retract(RETURN).after(cohort, 'a'))).toEqual({
      'interim-care BY': '143',
      'exited BY lost-to-follow-up': '3',
    });
    const home = given({ 'cohort-a': history }).when(useCaseOf(MarkRepatriated), 'a', {}).after(cohort, 'a');
    expect(whereaboutsIn(home)).toEqual({ 'repatriated RU': '146' });
  });

  it('is offered where somebody left and did not die', () => {
    expect(allowedActions(cohortOf(...LOST))).toContain('record-return');
    expect(allowedActions(cohortOf(LOST[0]!, left('died', 3)))).not.toContain('record-return');
    expect(allowedActions(cohortOf(LOST[0]!))).not.toContain('record-return');
  });

  it('names the exit and where they are', () => {
    expect(refusedFields(RecordReturn, {})).toEqual(['exitEntryId', 'to']);
    expect(RETURN_STAGES).not.toContain('discharged');
    expect(refusedFields(RecordReturn, { exitEntryId: idAt(0), to: { stage: 'discharged' } })).toEqual([
      'exitEntryId',
      'to',
    ]);
  });
});
