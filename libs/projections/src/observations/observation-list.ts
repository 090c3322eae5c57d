import type { ObservationRecorded, Subject, Topic } from '#cases';
import type { Position } from '#eventsourcing';
import type { Page, Paging } from '../answer.js';
import { answered, knownUntil, type KnownAt } from '../clocks/known.js';
import type { Reading, ReadModels } from '../database/reading.js';
import { pageOf } from '../page.js';
import { keptOf } from '../streams/folds.js';
import type { Stamp } from '../streams/stream-row.js';
import { heldAt } from '../streams/version.js';
import { observationStreams, type ObservationFold } from './observation-row.js';

/** What a source says of a cohort, an exchange or a claim, or that it is silent. */
export interface ObservationLine extends Stamp, ObservationData {
  /** The entry that struck it through; null for one that stands. */
  readonly retractedBy: string | null;
}

type ObservationData = ObservationRecorded['data'];

export interface ObservationQuery extends Paging, KnownAt {
  readonly kind?: Subject['kind'];
  readonly subject?: string;
  readonly topic?: Topic;
}

/** A page of observations in the order of their ids, those that were taken back too. @throws InvalidCursor */
export async function observationList(
  models: ReadModels,
  query: ObservationQuery = {},
): Promise<Page<ObservationLine>> {
  return models.read(async (reading) => {
    const known = await knownUntil(reading, query.knownAt);
    let select = reading.db.selectFrom('observations').selectAll().where(heldAt(known));
    if (query.kind) select = select.where('kind', '=', query.kind);
    if (query.subject) select = select.where('subject', '=', query.subject);
    if (query.topic) select = select.where('topic', '=', query.topic);
    const { rows, next } = await pageOf(select, { list: 'observations', columns: ['id'], descending: false }, query);
    const kept = await keptOf(reading, observationStreams, rows, known);
    return { ...answered(reading, known), rows: kept.map(({ fold }) => lineOf(fold)), next };
  });
}

/** What is said of one thing, side by side, in the order of their ids. @param known left out: what is said now */
export async function observationsAbout(
  reading: Reading,
  { kind, id }: Subject,
  known: Position | undefined,
): Promise<ObservationLine[]> {
  const rows = await reading.db
    .selectFrom('observations')
    .selectAll()
    .where('kind', '=', kind)
    .where('subject', '=', id)
    .where(heldAt(known))
    .orderBy('id')
    .execute();
  const kept = await keptOf(reading, observationStreams, rows, known);
  return kept.map(({ fold }) => lineOf(fold));
}

function lineOf({ data, ...stamp }: ObservationFold): ObservationLine {
  return { ...data, ...stamp };
}
