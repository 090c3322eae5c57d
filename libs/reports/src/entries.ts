import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { entryFile, timeline as timelineOf } from '#projections';
import { list } from './making/report.js';
import { KnownQuery, ReadingQuery } from './queries/reading-query.js';

/** Ticks of a range that people move: one a day for a year. */
const BUCKETS = 366;

/** One entry, named by the path. */
export class EntryQuery extends KnownQuery {}

export const entry = list({
  path: 'entries/:id',
  operation: 'Entries.show',
  about: 'Shows one entry of any file: what it says, who recorded it and when, and what others say of it.',
  readers: ['caseworker', 'auditor'],
  kind: 'entry',
  query: EntryQuery,
  answer: (models, { id, ...query }) => entryFile(models, id, query),
});

/** When something was recorded. */
export class TimelineQuery extends ReadingQuery {
  /** The most rows that are wanted: where there are more days, several are put together. Left out: 366. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(5000)
  buckets?: number;
}

export const timeline = list({
  path: 'audit/timeline',
  tag: 'audit',
  operation: 'Timeline.days',
  about: 'Tells on which days something was recorded, how much, and at which positions of the log.',
  query: TimelineQuery,
  mayTakeLong: true,
  answer: (models, { buckets = BUCKETS }) => timelineOf(models, buckets),
});
