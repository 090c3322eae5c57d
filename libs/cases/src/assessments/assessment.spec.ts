import { fold, given } from '#eventsourcing/testing';
import { refusedFields, useCaseOf } from '../../testing/case-files.js';
import type { StatedBasis } from '../values/stated-basis.js';
import { assessment, type AssessmentEvent } from './assessment.js';
import { CorroborateEntry } from './commands/corroborate-entry.js';
import { DisputeEntry } from './commands/dispute-entry.js';

const STATED: StatedBasis = {
  source: 'ua-kshppv',
  url: null,
  publishedOn: null,
  reliability: 'F',
  credibility: '6',
};
const disputed = (reason = 'it was on the 25th', basis: Partial<StatedBasis> = {}): AssessmentEvent => ({
  type: 'EntryDisputed',
  data: { entryId: 'e', reason, basis: { ...STATED, ...basis } },
});
const corroborated = (basis: Partial<StatedBasis> = {}): AssessmentEvent => ({
  type: 'EntryCorroborated',
  data: { entryId: 'e', basis: { ...STATED, ...basis } },
});
const dispute = (history: AssessmentEvent[] = [], basis: object = {}, reason = 'it was on the 25th') =>
  given({ 'assessment-e': history }).when(useCaseOf(DisputeEntry), 'e', {
    reason,
    basis: { source: 'ua-kshppv', ...basis },
  });
const corroborate = (history: AssessmentEvent[] = [], basis: object = {}) =>
  given({ 'assessment-e': history }).when(useCaseOf(CorroborateEntry), 'e', {
    basis: { source: 'ua-kshppv', ...basis },
  });

describe('an assessment', () => {
  it('has all that was said of the entry, in its order', () => {
    expect(fold(assessment, 'assessment-e', [])).toEqual({ said: [] });
    expect(fold(assessment, 'assessment-e', [disputed(), corroborated()])).toEqual({
      said: [disputed(), corroborated()],
    });
  });
});

describe('disputing an entry', () => {
  it('keeps who says otherwise, and what', () => {
    dispute().thenEvents(disputed());
  });

  it('is nothing new where the same source said the same', () => {
    dispute([disputed()]).thenNothing();
    dispute([corroborated(), disputed(), disputed('not so', { source: 'icrc' })]).thenNothing();
  });

  it('is new for another reason, from another source, at another place, on another day or with another grade', () => {
    dispute([disputed()], {}, 'it was 145').thenEvents(disputed('it was 145'));
    for (const other of [
      { source: 'icrc' },
      { url: 'https://example.org/1' },
      { publishedOn: '2025-08-25' },
      { reliability: 'B' },
      { credibility: '2' },
      { corroboratedBy: 'icrc' },
    ] as const) {
      dispute([disputed()], other).thenEvents(disputed(undefined, other));
    }
  });

  it('stands beside a corroboration by the same source, which may have changed its mind', () => {
    dispute([corroborated()]).thenEvents(disputed());
  });

  it('needs a reason, and somebody who says so', () => {
    expect(refusedFields(DisputeEntry, {}).toSorted()).toEqual(['basis', 'reason']);
    expect(refusedFields(DisputeEntry, { reason: 'not so', basis: { source: '' } })).toEqual(['basis']);
  });
});

describe('corroborating an entry', () => {
  it('keeps who says the same', () => {
    corroborate().thenEvents(corroborated());
  });

  it('is nothing new where the same source said so', () => {
    corroborate([disputed(), corroborated()]).thenNothing();
  });

  it('is new from another source, or with another grade', () => {
    corroborate([corroborated()], { source: 'icrc' }).thenEvents(corroborated({ source: 'icrc' }));
    corroborate([corroborated()], { credibility: '2' }).thenEvents(corroborated({ credibility: '2' }));
  });

  it('needs somebody who says so', () => {
    expect(refusedFields(CorroborateEntry, {})).toEqual(['basis']);
  });
});
