import { given } from '#eventsourcing/testing';
import { refusedFields, useCaseOf } from '../../../testing/case-files.js';
import { recordedTotal, takenBack } from '../../../testing/claim-files.js';
import { exactly } from '../../values/figure.js';
import type { TotalEvent } from '../events.js';
import { EVERYTHING } from '../inclusion-rule.js';
import { InclusionRuleFields } from './inclusion-rule-fields.js';
import { RecordPublishedTotal } from './record-published-total.js';

const TOTAL = {
  totalId: 't',
  claimant: 'United Arab Emirates',
  total: exactly(4641),
  asOf: '2025-08-24',
  rule: {},
} as const;
const record = (fields: object = {}, history: TotalEvent[] = []) =>
  given({ 'total-t': history }).when(useCaseOf(RecordPublishedTotal), 't', { ...TOTAL, ...fields });

describe('recording a published total', () => {
  it('keeps the claimant, the total and its day', () => {
    record().thenEvents(recordedTotal());
  });

  it('keeps what it counts, what the claimant says besides, and who says so', () => {
    const rule = {
      intermediaries: ['AE'],
      powersOfOrigin: ['RU', 'UA'],
      categories: ['prisoner-of-war'],
      terms: ['exchange'],
      from: '2024-01-03',
      includes: ['2025-04-19'],
      excludes: ['2025-03-19'],
    } as const;
    const basis = { source: 'wam', url: null, publishedOn: null, reliability: 'F', credibility: '6' } as const;
    const said = { remark: '17th mediation', occurredOn: '2025-08-25' };
    record({ ...said, rule, basis: { source: 'wam' } }).thenEvents(
      recordedTotal(exactly(4641), { ...said, rule, basis }),
    );
  });

  it('takes an empty list for one that is left out: it narrows nothing', () => {
    const rule = { intermediaries: [], powersOfOrigin: [], categories: [], terms: [], includes: [], excludes: [] };
    record({ rule }).thenEvents(recordedTotal(exactly(4641), { rule: EVERYTHING }));
    const nothing = { intermediaries: null, powersOfOrigin: null, categories: null, terms: null, from: null };
    record({ rule: { ...nothing, includes: null, excludes: null } }).thenEvents(recordedTotal());
  });

  it('is refused where one exchange is counted and not counted', () => {
    record({ rule: { includes: ['x', 'y'], excludes: ['y', 'z'] } }).thenRejected('included-and-excluded', {
      exchanges: ['y'],
    });
  });

  it('is refused under an id that is taken, until the total there is retracted', () => {
    record({}, [recordedTotal()]).thenRejected('total-exists', { totalId: 't' });
    record({}, [recordedTotal(), takenBack('total-t#0', 'PublishedTotalRecorded')]).thenEvents(recordedTotal());
  });

  it.each(['asOf', 'occurredOn'])('is refused where %s lies in the future', (field) => {
    record({ [field]: '2026-01-04' }).thenRejected('occurred-in-the-future', { occurredOn: '2026-01-04' });
    expect(record({ [field]: '2026-01-03' }).decided()).toHaveLength(1);
  });

  it('needs a claimant, a total, a day and a rule', () => {
    expect(refusedFields(RecordPublishedTotal, TOTAL)).toEqual([]);
    expect(refusedFields(RecordPublishedTotal, {})).toEqual(['totalId', 'claimant', 'total', 'asOf', 'rule']);
    expect(refusedFields(RecordPublishedTotal, { ...TOTAL, rule: { categories: ['hostage'] } })).toEqual(['rule']);
  });

  it.each<[string, unknown]>([
    ['intermediaries', 'AE'],
    ['intermediaries', ['ae']],
    ['intermediaries', ['AE', 'AE']],
    ['powersOfOrigin', ['RUS']],
    ['categories', ['hostage']],
    ['terms', ['ransom']],
    ['from', 'the beginning'],
    ['includes', ['2025-04-19', '2025-04-19']],
    ['excludes', ['No. 22']],
  ])('is refused for the %s of its rule: %j', (field, value) => {
    expect(refusedFields(InclusionRuleFields, { [field]: value })).toEqual([field]);
  });
});
