import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { SUBJECT_KINDS, TOPIC_NAMES, type Subject, type Topic } from '#cases';
import { observationList } from '#projections';
import { date, ENTRY_ID, RECORDED_AT, RETRACTED_BY, SOURCE, stated, text, URL } from './making/columns.js';
import { list } from './making/report.js';
import { KnownPageQuery } from './queries/reading-query.js';

/** Which observations. */
export class ObservationListQuery extends KnownPageQuery {
  /** What they are about. */
  @IsOptional()
  @IsIn(SUBJECT_KINDS)
  kind?: Subject['kind'];

  /** Id of the cohort, exchange or claim that they are about. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  subject?: string;

  /** What is said of them: their condition, their treatment, and others. */
  @IsOptional()
  @IsIn(TOPIC_NAMES)
  topic?: Topic;
}

export const observations = list({
  path: 'observations',
  operation: 'Observations.list',
  about: 'Lists what sources say of cohorts, exchanges and claims besides figures, and where they are silent.',
  query: ObservationListQuery,
  answer: observationList,
  columns: [
    text('observationId', 'Observation', '#meta+observation+id'),
    text('kind', 'Kind', '#meta+subject+type'),
    text('subject', 'About', '#meta+subject+id'),
    text('topic', 'Topic', '#description+topic+code'),
    text('says', 'What it says', '#description+code'),
    text('party', 'Party', '#org+party+code'),
    date('occurredOn', 'Occurred on', '#date+occurred'),
    SOURCE,
    URL,
    RECORDED_AT,
    ENTRY_ID,
    RETRACTED_BY,
  ],
  cells: ({ rows }) =>
    rows.map(({ about, basis, ...observation }) => {
      return { ...observation, kind: about.kind, subject: about.id, ...stated(basis) };
    }),
  nameBy: 'observationId',
});
