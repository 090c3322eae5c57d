import { byMovement, placesIn, rehabilitationReport } from '#projections';
import {
  CATEGORY,
  COUNTRY,
  date,
  DATES,
  GRADE,
  NOT_STATED,
  people,
  POWER_OF_ORIGIN,
  text,
  UNSOURCED_MOVEMENTS,
  whereRecorded,
  whole,
  WITHHELD,
} from './making/columns.js';
import { report } from './making/report.js';
import { COHORT, contradicting, CONTRADICTION, counted, SECTION } from './making/sections.js';
import { OnDayQuery } from './queries/reading-query.js';

export class RehabilitationQuery extends OnDayQuery {}

export const rehabilitation = report({
  path: 'rehabilitation',
  about: 'Rehabilitation by facility and operator: begun, completed, present, duration.',
  subject: 'rehabilitation',
  query: RehabilitationQuery,
  answer: (models, query: RehabilitationQuery, today) =>
    rehabilitationReport(models, { ...query, asOf: query.on ?? today }),
  columns: [
    SECTION,
    text('facility', 'Facility', '#loc+name'),
    text('operator', 'Operator', '#org+name'),
    COUNTRY,
    CATEGORY,
    POWER_OF_ORIGIN,
    people('begun', 'Begun', '+begun'),
    people('completed', 'Completed', '+completed'),
    people('leftOtherwise', 'Left otherwise', '+left'),
    people('present', 'Present', '+present'),
    NOT_STATED,
    WITHHELD,
    DATES,
    date('since', 'Since', '#date+start'),
    whole('shortest', 'Days, shortest', '#indicator+days+min'),
    whole('longest', 'Days, longest', '#indicator+days+max'),
    GRADE,
    UNSOURCED_MOVEMENTS,
    COHORT,
    ...CONTRADICTION,
  ],
  *cells({ rows, contradictions = [] }) {
    const flat = rows.map(({ days, ...row }) => ({ ...row, shortest: days?.shortest, longest: days?.longest }));
    yield* counted(flat.map((row) => whereRecorded(row, 'completed', 'leftOtherwise')));
    yield* contradicting(contradictions);
  },
  compare: {
    identity: ['facility', 'operator', 'country', 'category', 'powerOfOrigin'],
    passing: ['days'],
    causes: byMovement((moved) =>
      placesIn('rehabilitation', moved).map(({ country, place: facility, runBy: operator }) => {
        return { ...moved, country, facility, operator };
      }),
    ),
  },
  watched: true,
});
