import { given } from '#eventsourcing/testing';
import {
  AT,
  cohortOf,
  known,
  refusedFields,
  registered,
  renamed,
  retracted,
  useCaseOf,
} from '../../../testing/case-files.js';
import { exactly } from '../../values/figure.js';
import { cohort } from '../cohort.js';
import type { CohortEvent } from '../events.js';
import { RenameCohort } from './rename-cohort.js';

const REGISTERED = registered(exactly(146), AT.custody);

const rename = (fields: object, history: readonly CohortEvent[] = [REGISTERED]) =>
  given({ 'cohort-a': history }).when(useCaseOf(RenameCohort), 'a', fields);

const nameAfter = (...history: readonly CohortEvent[]) => cohortOf(...history).name;
const idAt = (revision: number) => `cohort-a#${revision}`;

describe('renaming a cohort', () => {
  it('keeps the new name, and moves nobody', () => {
    rename({ name: 'Servicemen of August' }).thenEvents(renamed('Servicemen of August'));
    const after = rename({ name: 'Servicemen of August' }).after(cohort, 'a');
    expect(known(after)).toMatchObject({ name: 'Servicemen of August', id: 'a' });
  });

  it('is nothing where it is called so already', () => {
    rename({ name: nameAfter(REGISTERED) }).thenNothing();
    rename({ name: 'Servicemen of August' }, [REGISTERED, renamed('Servicemen of August')]).thenNothing();
  });

  it('gives the former name back when it is struck through', () => {
    const first = nameAfter(REGISTERED);
    const [once, twice] = [renamed('once'), renamed('twice')];
    expect(nameAfter(REGISTERED, once, twice)).toBe('twice');
    expect(nameAfter(REGISTERED, once, twice, retracted(idAt(2), 'CohortRenamed'))).toBe('once');
    expect(nameAfter(REGISTERED, once, twice, retracted(idAt(1), 'CohortRenamed'))).toBe('twice');
    expect(nameAfter(REGISTERED, once, retracted(idAt(1), 'CohortRenamed'))).toBe(first);
  });

  it('is not for a cohort that takes no more commands', () => {
    rename({ name: 'x' }, []).thenRejected('cohort-not-found');
  });

  it('needs a name of 1 to 200 characters', () => {
    expect(refusedFields(RenameCohort, { name: '' })).toEqual(['name']);
    expect(refusedFields(RenameCohort, { name: 'x'.repeat(201) })).toEqual(['name']);
    expect(refusedFields(RenameCohort, {})).toEqual(['name']);
  });
});
