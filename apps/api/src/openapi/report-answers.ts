import type { JsonSchema } from '#http';
import {
  answerOf,
  CATEGORY,
  COUNT,
  COUNTRY,
  DATE,
  DAY,
  ENTRY_ID,
  FIGURE,
  listOf,
  object,
  orNull,
  SERVICE_LIST,
  STAGE,
  TERMS_OF_RELEASE,
  TEXT,
} from './words.js';

const graded = { grade: orNull(TEXT), unsourced: COUNT };
const summed = {
  people: FIGURE,
  estimate: orNull(COUNT),
  withoutEstimate: COUNT,
  notStated: COUNT,
  withheld: COUNT,
};
const contradicted = { contradicted: COUNT };
const dated = { dates: orNull({ type: 'string', enum: ['range'] }) };
const contradictions = listOf(
  object({ cohortId: TEXT, entryIds: listOf(ENTRY_ID), statedFrom: TEXT, countedFrom: TEXT }),
);
const people = object({
  stage: STAGE,
  country: orNull(COUNTRY),
  category: CATEGORY,
  powerOfOrigin: COUNTRY,
  ...summed,
  ...dated,
  ...graded,
});
const flowEnd = orNull(object({ stage: STAGE, country: orNull(COUNTRY) }));

/** Schemas of the reports. */
export const REPORTS: Readonly<Record<string, JsonSchema>> = {
  StagesReport: answerOf({ on: orNull(DAY), rows: listOf(people), contradictions }),
  InterimCareReport: answerOf({
    on: orNull(DAY),
    rows: listOf(
      object({
        cohortId: TEXT,
        name: TEXT,
        category: CATEGORY,
        powerOfOrigin: COUNTRY,
        country: orNull(COUNTRY),
        place: orNull(TEXT),
        admitted: FIGURE,
        left: orNull(FIGURE),
        present: FIGURE,
        ...dated,
        services: SERVICE_LIST,
        admittedOn: orNull(DATE),
        leftOn: orNull(DATE),
        days: orNull(COUNT),
        expectedDays: orNull(COUNT),
        ...graded,
      }),
    ),
    contradictions,
  }),
  RehabilitationReport: answerOf({
    on: orNull(DAY),
    rows: listOf(
      object({
        facility: orNull(TEXT),
        operator: orNull(TEXT),
        country: orNull(COUNTRY),
        category: CATEGORY,
        powerOfOrigin: COUNTRY,
        begun: FIGURE,
        completed: orNull(FIGURE),
        leftOtherwise: orNull(FIGURE),
        present: FIGURE,
        notStated: COUNT,
        withheld: COUNT,
        ...dated,
        since: orNull(DATE),
        days: orNull(object({ shortest: COUNT, longest: COUNT })),
        ...graded,
      }),
    ),
    contradictions,
  }),
  FlowsReport: answerOf({
    from: orNull(DAY),
    to: orNull(DAY),
    rows: listOf(object({ source: flowEnd, target: flowEnd, ...summed, ...dated, ...graded })),
  }),
  SeriesReport: answerOf({
    from: DAY,
    to: DAY,
    rows: listOf(object({ day: DAY, stage: STAGE, ...summed, ...dated, ...graded })),
  }),
  ExchangeTotalsReport: answerOf({
    rows: listOf(
      object({
        period: orNull(TEXT),
        powerOfOrigin: COUNTRY,
        category: orNull(CATEGORY),
        terms: orNull(TERMS_OF_RELEASE),
        exchanges: COUNT,
        accepted: COUNT,
        ...summed,
        ...contradicted,
        notStatedIn: listOf(TEXT),
        contradictedIn: listOf(TEXT),
        reported: orNull(FIGURE),
        reportedNotStated: COUNT,
        ...graded,
      }),
    ),
  }),
  IntermediariesReport: answerOf({
    rows: listOf(
      object({
        intermediary: COUNTRY,
        ...summed,
        ...contradicted,
        ...graded,
        exchanges: listOf(
          object({
            exchangeId: TEXT,
            occurredOn: orNull(DATE),
            runningTotal: FIGURE,
            ...summed,
            ...contradicted,
            ...graded,
          }),
        ),
      }),
    ),
  }),
};
