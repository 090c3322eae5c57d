import { validateSync } from 'class-validator';
import { FlowsQuery } from '../flows.js';
import { HeldPopulationsQuery } from '../held-populations.js';
import { SeriesQuery } from '../series.js';
import { StagesQuery } from '../stages.js';
import { comparisonQueryOf, takenOver } from './comparison-query.js';

const FROM = '2025-08-26T00:00:00Z';

/** The parameters that are refused, of those that are asked for. */
function refused(query: object, asked: object): string[] {
  const problems = validateSync(Object.assign(query, asked), { whitelist: true, forbidNonWhitelisted: true });
  return problems.map(({ property }) => property).sort();
}

describe('what the comparison of a report may be asked for', () => {
  const [Stages, Flows, Series, Held] = [StagesQuery, FlowsQuery, SeriesQuery, HeldPopulationsQuery].map(
    comparisonQueryOf,
  ) as [typeof StagesQuery, typeof FlowsQuery, typeof SeriesQuery, typeof HeldPopulationsQuery];

  it('are two moments in place of one, the later of which may be left out', () => {
    expect(refused(new Stages(), { from: FROM })).toEqual([]);
    expect(refused(new Stages(), { from: FROM, to: FROM })).toEqual([]);
    expect(refused(new Stages(), { to: FROM })).toEqual(['from']);
    expect(refused(new Stages(), { from: FROM, knownAt: FROM })).toEqual(['knownAt']);
  });

  it('is what the report may be narrowed to, by the same rules', () => {
    expect(refused(new Stages(), { from: FROM, category: 'civilian', powerOfOrigin: 'UA' })).toEqual([]);
    expect(refused(new Stages(), { from: FROM, category: 'king', powerOfOrigin: 'ua' })).toEqual([
      'category',
      'powerOfOrigin',
    ]);
  });

  it('of a report about a day is a day at each moment, and no period', () => {
    expect(refused(new Held(), { from: FROM, on: '2025-08-24', fromOn: '2025-08-24', toOn: '2025-08-24' })).toEqual([]);
    expect(refused(new Held(), { from: FROM, firstDay: '2025-08-24' })).toEqual(['firstDay']);
  });

  it('of a report about a period is its first and last day, needed where the report needs them', () => {
    expect(refused(new Flows(), { from: FROM })).toEqual([]);
    expect(refused(new Flows(), { from: FROM, firstDay: '2025', on: '2025-08-24' })).toEqual(['firstDay', 'on']);
    expect(refused(new Series(), { from: FROM, lastDay: '2025-08-24' })).toEqual(['firstDay']);
  });

  it('leaves the report as it was, and says where a parameter comes from', () => {
    expect(refused(new SeriesQuery(), { from: '2025-08-24', to: '2025-08-24' })).toEqual([]);
    expect(Series.name).toBe('SeriesComparisonQuery');
    expect(takenOver(Series).get('firstDay')).toEqual({ type: SeriesQuery, name: 'from' });
    expect([...takenOver(SeriesQuery)]).toEqual([]);
  });
});
