import { given } from '#eventsourcing/testing';
import { refusedFields, useCaseOf } from '../../../testing/case-files.js';
import { BY_BELARUS, definedPathway, withdrawnPathway } from '../../../testing/pathway-files.js';
import type { PathwayEvent } from '../events.js';
import { DefinePathway, ExpectedStageFields } from './define-pathway.js';

const PATHWAY = {
  ...BY_BELARUS,
  reason: 'as the parties describe it',
  stages: BY_BELARUS.stages.map((stage) => ({ ...stage })),
};
const define = (fields: object = {}, history: PathwayEvent[] = []) =>
  given({ 'pathway-by-belarus': history }).when(useCaseOf(DefinePathway), 'by-belarus', { ...PATHWAY, ...fields });

describe('defining a pathway', () => {
  it('keeps whom it is for, from when to when, its stages with their limits, and why', () => {
    define({ from: '2024-08-01', until: '2024-08-01' }).thenEvents(
      definedPathway({ from: '2024-08-01', until: '2024-08-01' }),
    );
  });

  it('sets no bound and no limit where none is given', () => {
    const open = { from: undefined, until: undefined, acknowledgeDays: undefined, confirmDays: undefined };
    define({ ...open, stages: [{ stage: 'custody' }] }).thenEvents(
      definedPathway({
        acknowledgeDays: null,
        confirmDays: null,
        stages: [{ stage: 'custody', country: null, limitDays: null }],
      }),
    );
  });

  it('changes it where it was defined before, and is nothing new where it stays as it was', () => {
    define({ confirmDays: 14 }, [definedPathway()]).thenEvents(definedPathway({ confirmDays: 14 }));
    define({ reason: 'for another reason' }, [definedPathway()]).thenNothing();
  });

  it('brings back one that was withdrawn', () => {
    define({}, [definedPathway(), withdrawnPathway()]).thenEvents(definedPathway());
  });

  it('is refused where its last day lies before its first', () => {
    define({ from: '2024-08-01', until: '2024-07-31' }).thenRejected('period-reversed', {
      from: '2024-08-01',
      until: '2024-07-31',
    });
  });

  it('needs to say for whom, by which stages and why', () => {
    expect(refusedFields(DefinePathway, PATHWAY)).toEqual([]);
    expect(refusedFields(DefinePathway, {}).toSorted()).toEqual([
      'category',
      'name',
      'pathwayId',
      'powerOfOrigin',
      'reason',
      'stages',
    ]);
  });

  it.each<[string, unknown]>([
    ['pathwayId', 'By Belarus'],
    ['powerOfOrigin', 'ru'],
    ['from', '2024-08'],
    ['until', '2024-02-30'],
    ['stages', []],
    ['stages', [{ stage: 'on leave' }]],
    ['stages', Array.from({ length: 21 }, () => ({ stage: 'custody' }))],
    ['acknowledgeDays', 0],
    ['confirmDays', 3651],
  ])('is refused for its %s: %j', (field, value) => {
    expect(refusedFields(DefinePathway, { ...PATHWAY, [field]: value })).toEqual([field]);
  });

  it.each<[string, unknown]>([
    ['country', 'Belarus'],
    ['limitDays', 0],
    ['limitDays', 1.5],
    ['limitDays', 3651],
  ])('is refused for the %s of a stage: %j', (field, value) => {
    expect(refusedFields(ExpectedStageFields, { stage: 'interim-care', [field]: value })).toEqual([field]);
  });
});
