import { given } from '#eventsourcing/testing';
import { refusedFields, useCaseOf } from '../../../testing/case-files.js';
import { gradedSource, registeredSource, withdrawnSource } from '../../../testing/source-files.js';
import type { SourceEvent } from '../events.js';
import { GradeSource } from './grade-source.js';

const grade = (reliability: 'A' | 'F', history: SourceEvent[] = [registeredSource()]) =>
  given({ 'source-ru-mod': history }).when(useCaseOf(GradeSource), 'ru-mod', { reliability, reason: 'right so far' });

describe('grading a source', () => {
  it('keeps the grade and why', () => {
    grade('A').thenEvents(gradedSource('A'));
  });

  it('is nothing new where the source has that grade, or none and gets none', () => {
    grade('A', [registeredSource(), gradedSource('A')]).thenNothing();
    grade('F').thenNothing();
  });

  it('can take a grade back to "cannot be judged"', () => {
    grade('F', [registeredSource(), gradedSource('A')]).thenEvents(gradedSource('F'));
  });

  it('is refused where the source is not there, or not any more', () => {
    grade('A', []).thenRejected('source-not-found', { sourceId: 'ru-mod' });
    grade('A', [registeredSource(), withdrawnSource()]).thenRejected('source-withdrawn', { sourceId: 'ru-mod' });
  });

  it('needs a grade and a reason', () => {
    expect(refusedFields(GradeSource, {})).toEqual(['reliability', 'reason']);
    expect(refusedFields(GradeSource, { reliability: 'G', reason: '' })).toEqual(['reliability', 'reason']);
  });
});
