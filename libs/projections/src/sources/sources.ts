import type { Reliability, SourceKind, SourceRegistered, StatementCaptured } from '#cases';
import type { Position } from '#eventsourcing';
import type { Answer, Page, Paging } from '../answer.js';
import { answered, knownUntil, type KnownAt } from '../clocks/known.js';
import type { Reading, ReadModels } from '../database/reading.js';
import { orderOf, pageOf } from '../page.js';
import { keptOf } from '../streams/folds.js';
import type { Kept, Stamp } from '../streams/stream-row.js';
import { heldAt } from '../streams/version.js';
import { reliabilityOf, sourceStreams, statusOf, type SourceFold, type SourceGrade } from './source-row.js';
import { statementStreams, type StatementFold } from './statement-row.js';
import { atStake, type AtStake } from './withdrawal.js';

export const SOURCE_SORTS = ['id', '-id', 'updated', '-updated'] as const;

export interface SourceQuery extends Paging, KnownAt {
  readonly kind?: SourceKind;
  readonly party?: string;
  readonly reliability?: Reliability;
  readonly status?: 'registered' | 'withdrawn';
  /** `id` where it is left out. */
  readonly sort?: (typeof SOURCE_SORTS)[number];
}

/** A registered source. */
export interface SourceSummary extends Omit<SourceRegistered['data'], 'sourceId'>, Stamp {
  readonly id: string;
  readonly status: 'registered' | 'withdrawn';
  /** F, "cannot be judged", until somebody judged it. */
  readonly reliability: Reliability;
  /** How it was judged, the oldest first. */
  readonly grades: readonly SourceGrade[];
  /** When and why it was withdrawn. */
  readonly withdrawn: SourceFold['withdrawn'];
  readonly revision: number;
  readonly updatedAt: string;
}

/** What it published where and when, with the fingerprint of the stored copy. */
export type StatementFile = Stamp & StatementCaptured['data'];

export interface SourceFile extends Answer {
  readonly id: string;
  /** Null for one that entries name and nobody registered. */
  readonly registration: SourceSummary | null;
  /** In the order of their ids. */
  readonly statements: readonly StatementFile[];
  /** What rests on it, and what would rest on nothing without it. */
  readonly atStake: AtStake;
}

const ORDERS = { id: ['id'], updated: ['position', 'id'] } as const;

/** A page of registered sources. @throws InvalidCursor */
export async function sourceList(models: ReadModels, query: SourceQuery = {}): Promise<Page<SourceSummary>> {
  const { sort = 'id', kind, party, reliability, status } = query;
  return models.read(async (reading) => {
    const known = await knownUntil(reading, query.knownAt);
    let select = reading.db.selectFrom('sources').selectAll().where(heldAt(known));
    if (kind) select = select.where('kind', '=', kind);
    if (party) select = select.where('party', '=', party);
    if (reliability) select = select.where('reliability', '=', reliability);
    if (status) select = select.where('status', '=', status);
    const { rows, next } = await pageOf(select, orderOf('sources', sort, ORDERS), query);
    const kept = await keptOf(reading, sourceStreams, rows, known);
    return { ...answered(reading, known), rows: kept.map(summaryOf), next };
  });
}

/** One source with its statements; undefined where nobody registered it and no entry names it. */
export async function sourceFile(
  models: ReadModels,
  id: string,
  { knownAt }: KnownAt = {},
): Promise<SourceFile | undefined> {
  return models.read(async (reading) => {
    const known = await knownUntil(reading, knownAt);
    const rows = await reading.db.selectFrom('sources').selectAll().where('id', '=', id).where(heldAt(known)).execute();
    const [kept] = await keptOf(reading, sourceStreams, rows, known);
    if (kept === undefined && !(await isNamed(reading, id, known))) return undefined;
    const statements = await reading.db
      .selectFrom('statements')
      .selectAll()
      .where('source', '=', id)
      .where(heldAt(known))
      .orderBy('id')
      .execute();
    return {
      ...answered(reading, known),
      id,
      registration: kept === undefined ? null : summaryOf(kept),
      statements: (await keptOf(reading, statementStreams, statements, known)).map(statementOf),
      atStake: await atStake(reading, id, known),
    };
  });
}

/** One statement; undefined where there is no such statement. */
export async function statementFile(
  models: ReadModels,
  id: string,
  { knownAt }: KnownAt = {},
): Promise<(StatementFile & Answer) | undefined> {
  return models.read(async (reading) => {
    const known = await knownUntil(reading, knownAt);
    const select = reading.db.selectFrom('statements').selectAll().where('id', '=', id);
    const [kept] = await keptOf(reading, statementStreams, await select.where(heldAt(known)).execute(), known);
    return kept && { ...statementOf(kept), ...answered(reading, known) };
  });
}

async function isNamed({ db }: Reading, id: string, known: Position | undefined): Promise<boolean> {
  const first = db.selectFrom('entries').select('position').where('source', '=', id).orderBy('position').limit(1);
  const entry = await first.executeTakeFirst();
  return entry !== undefined && (known === undefined || entry.position <= known);
}

function summaryOf({ fold, revision, updatedAt }: Kept<SourceFold>): SourceSummary {
  const { data, grades, withdrawn, ...stamp } = fold;
  const { sourceId: id, ...registration } = data;
  const judged = { status: statusOf(fold), reliability: reliabilityOf(fold), grades, withdrawn };
  return { id, ...registration, ...judged, ...stamp, revision, updatedAt };
}

export function statementOf({ fold: { data, ...stamp } }: Kept<StatementFold>): StatementFile {
  return { ...stamp, ...data };
}
