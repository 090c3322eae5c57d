import { IsOptional } from 'class-validator';
import { IsDay, type DayBounds, type Whereabouts } from '#cases';
import { byMovement, flowsReport } from '#projections';
import { column, country, DATES, GRADE, PARTS_OF_SUM, PEOPLE_IN_ALL, UNSOURCED_MOVEMENTS } from './making/columns.js';
import { report } from './making/report.js';
import { PeopleQuery } from './queries/reading-query.js';

export class FlowsQuery extends PeopleQuery {
  /** First day; left out: without bound. */
  @IsOptional()
  @IsDay()
  from?: string;

  /** Last day; left out: without bound. */
  @IsOptional()
  @IsDay()
  to?: string;
}

export const flows = report({
  path: 'flows',
  about: 'Movements between stages and countries in a period: the links of a Sankey diagram.',
  subject: 'the movements of a period',
  query: FlowsQuery,
  answer: flowsReport,
  columns: [
    column('from', 'From stage', 'code', '#status+from+code', 'stage'),
    country('fromCountry', 'From country', '#country+code+from'),
    column('to', 'To stage', 'code', '#status+to+code', 'stage'),
    country('toCountry', 'To country', '#country+code+to'),
    PEOPLE_IN_ALL,
    ...PARTS_OF_SUM,
    DATES,
    GRADE,
    UNSOURCED_MOVEMENTS,
  ],
  *cells({ rows }) {
    for (const { source, target, ...row } of rows) {
      const from = { from: source?.stage, fromCountry: source?.country };
      yield { ...from, to: target?.stage, toCountry: target?.country, ...row };
    }
  },
  compare: {
    identity: ['source', 'target'],
    identityColumns: ['from', 'fromCountry', 'to', 'toCountry'],
    causes: byMovement(
      ({ from, to }) => [{ source: endOf(from), target: endOf(to) }],
      ({ isHalf, before, after }, _, query: FlowsQuery) => !isHalf && isIn(query, before) !== isIn(query, after),
    ),
  },
  watched: true,
});

function endOf(place: Whereabouts | null): object | null {
  return place && { stage: place.stage, country: place.country };
}

function isIn({ from, to }: FlowsQuery, days: DayBounds | null): 'not' | 'possibly' | 'certainly' {
  const [first, last] = [from ?? '', to ?? '9999-12-31'];
  if (days === null || days.latest < first || (days.earliest ?? '') > last) return 'not';
  return (days.earliest ?? '') >= first && days.latest <= last ? 'certainly' : 'possibly';
}
