import { byMovement, placesOf, stagesReport } from '#projections';
import {
  CATEGORY,
  COUNTRY,
  DATES,
  GRADE,
  PARTS_OF_SUM,
  PEOPLE_IN_ALL,
  POWER_OF_ORIGIN,
  STAGE,
  UNSOURCED_MOVEMENTS,
} from './making/columns.js';
import { report } from './making/report.js';
import { COHORT, contradicting, CONTRADICTION, counted, SECTION } from './making/sections.js';
import { OnDayQuery } from './queries/reading-query.js';

export class StagesQuery extends OnDayQuery {}

export const stages = report({
  path: 'stages',
  about: 'People by stage, country, category and Power of origin, as it stands or on a day.',
  subject: 'people by stage',
  query: StagesQuery,
  answer: stagesReport,
  columns: [
    SECTION,
    STAGE,
    COUNTRY,
    CATEGORY,
    POWER_OF_ORIGIN,
    PEOPLE_IN_ALL,
    ...PARTS_OF_SUM,
    DATES,
    GRADE,
    UNSOURCED_MOVEMENTS,
    COHORT,
    ...CONTRADICTION,
  ],
  *cells({ rows, contradictions = [] }) {
    yield* counted(rows);
    yield* contradicting(contradictions);
  },
  compare: {
    identity: ['stage', 'country', 'category', 'powerOfOrigin'],
    causes: byMovement((moved) => placesOf(moved).map((place) => ({ ...moved, ...place }))),
  },
  watched: true,
});
