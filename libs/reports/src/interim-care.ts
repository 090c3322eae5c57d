import { IsOptional } from 'class-validator';
import { IsCountry } from '#cases';
import { byMovement, interimCareReport, placesIn } from '#projections';
import {
  CATEGORY,
  COUNTRY,
  date,
  DATES,
  GRADE,
  people,
  PLACE,
  POWER_OF_ORIGIN,
  SERVICES,
  text,
  UNSOURCED_MOVEMENTS,
  whereRecorded,
  whole,
} from './making/columns.js';
import { report } from './making/report.js';
import { COHORT, contradicting, CONTRADICTION, counted, SECTION } from './making/sections.js';
import { OnDayQuery } from './queries/reading-query.js';

export class InterimCareQuery extends OnDayQuery {
  /** ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  country?: string;
}

export const interimCare = report({
  path: 'interim-care',
  about: 'Who is or was in interim care in a third country: admitted, left, present, services, length of stay.',
  subject: 'interim care',
  query: InterimCareQuery,
  answer: (models, query: InterimCareQuery, today) => interimCareReport(models, { ...query, asOf: query.on ?? today }),
  columns: [
    SECTION,
    COHORT,
    text('name', 'Name', '#group+name'),
    CATEGORY,
    POWER_OF_ORIGIN,
    COUNTRY,
    PLACE,
    people('admitted', 'Admitted', '+admitted'),
    people('left', 'Left', '+left'),
    people('present', 'Present', '+present'),
    DATES,
    SERVICES,
    date('admittedOn', 'Admitted on', '#date+start'),
    date('leftOn', 'Left on', '#date+end'),
    whole('days', 'Days', '#indicator+days+num'),
    whole('expectedDays', 'Days expected', '#indicator+days+expected+num'),
    GRADE,
    UNSOURCED_MOVEMENTS,
    ...CONTRADICTION,
  ],
  *cells({ rows, contradictions = [] }) {
    yield* counted(rows.map((row) => whereRecorded(row, 'left')));
    yield* contradicting(contradictions);
  },
  nameBy: 'cohortId',
  compare: {
    identity: ['cohortId', 'country', 'place'],
    passing: ['days'],
    causes: byMovement((moved) =>
      placesIn('interim-care', moved).map((place) => ({ ...place, cohortId: moved.cohort })),
    ),
  },
  watched: true,
});
