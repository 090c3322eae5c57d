import type { Position } from '#eventsourcing';
import { sql, type RawBuilder } from 'kysely';
import type { Answer } from '../answer.js';
import type { Reading } from '../database/reading.js';

/** The first of the two clocks, what was known when. The other is `on`: where they were on a day. */
export interface KnownAt {
  /** An RFC 3339 instant, or a log position as an answer gave it; left out: what is known now. */
  readonly knownAt?: string;
}

/** The log cannot be asked about such a moment. */
export class InvalidMoment extends Error {
  override readonly name = 'InvalidMoment';

  /** @param parameter what asked about it */
  constructor(
    message: string,
    readonly parameter = 'knownAt',
  ) {
    super(message);
  }
}

/** Where nothing was known yet: no position is smaller. */
export const BEFORE_ALL: Position = '';
/** No position is greater. */
const AFTER_ALL: Position = '~';

/** What a position looks like, whichever store keeps the log. */
export const POSITION = /^[0-9a-f]{16}(?:-[0-9a-f]{16})?$/;

/**
 * The log position up to which everything was known at a moment: that of an entry, or `BEFORE_ALL`; undefined where no moment
 * is asked for. An instant stands for everything recorded at or before it. Where an entry bears an earlier instant than one
 * before it in the log, because clocks disagreed, the log's order decides: it was known when both were recorded.
 * @param parameter what is to be named where it is none
 * @throws InvalidMoment for what is no moment, for another log's position, and for one that the read models do not hold
 */
export async function knownUntil(
  reading: Reading,
  knownAt: string | undefined,
  parameter = 'knownAt',
): Promise<Position | undefined> {
  if (knownAt === undefined || knownAt === BEFORE_ALL) return knownAt;
  if (POSITION.test(knownAt)) return newestEntry(reading, '<=', heldPosition(reading, knownAt, parameter));
  const instant = Date.parse(knownAt);
  if (Number.isNaN(instant)) throw new InvalidMoment(`${parameter} must be ${A_MOMENT}`, parameter);
  return recordedBy(reading, new Date(instant).toISOString());
}

/** What a moment looks like, for those who are told that theirs is none. */
export const A_MOMENT = 'an instant such as 2025-08-24T12:00:00Z, or a position that an answer gave';

function heldPosition({ position: newest }: Reading, position: Position, parameter: string): Position {
  if (newest !== null && position.length !== newest.length)
    throw new InvalidMoment(`${parameter} is a position of another log: here they look like ${newest}`, parameter);
  if (newest === null || position > newest) {
    const upTo = newest ?? 'none yet';
    throw new InvalidMoment(
      `${parameter} lies ahead: the newest position that can be asked about is ${upTo}`,
      parameter,
    );
  }
  return position;
}

/** The last entry such that it and all before it were recorded at or before an instant. */
async function recordedBy(reading: Reading, instant: string): Promise<Position> {
  const moment = await reading.db
    .selectFrom('moments')
    .select('position')
    .where('recorded_by', '<=', instant)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  const firstAfter = await reading.db
    .selectFrom('entries')
    .select('position')
    .where('position', '>', moment?.position ?? BEFORE_ALL)
    .where('recorded_at', '>', instant)
    .orderBy('position')
    .limit(1)
    .executeTakeFirst();
  return newestEntry(reading, '<', firstAfter?.position ?? AFTER_ALL);
}

async function newestEntry({ db }: Reading, before: '<' | '<=', position: Position): Promise<Position> {
  const entries = db.selectFrom('entries').select('position').where('position', before, position);
  const entry = await entries.orderBy('position', 'desc').limit(1).executeTakeFirst();
  return entry?.position ?? BEFORE_ALL;
}

/** What an answer says of its clocks: the position it was made at and, if that was asked for, up to where all was known. */
export function answered({ position }: Reading, known: Position | undefined): Answer {
  return known === undefined ? { position } : { position, knownAt: known === BEFORE_ALL ? null : known };
}

/**
 * The day of what was known, `YYYY-MM-DD`: the latest on which anything up to there was recorded. Days in a stage and alerts
 * are counted up to it, where they are asked about as they were known.
 */
export async function lastDayOf({ db }: Reading, known: Position): Promise<string> {
  const moment = await db
    .selectFrom('moments')
    .selectAll()
    .where('position', '<=', known)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  const since = await db
    .selectFrom('entries')
    .select(sql<string | null>`max(recorded_at)`.as('latest'))
    .where('position', '>', moment?.position ?? BEFORE_ALL)
    .where('position', '<=', known)
    .executeTakeFirstOrThrow();
  const latest = [FIRST_DAY, moment?.recorded_by ?? '', since.latest ?? ''].sort().at(-1)!;
  return latest.slice(0, FIRST_DAY.length);
}

/** Of a log without entries. */
const FIRST_DAY = '0001-01-01';

/**
 * Rows of `entries` or `movements` that were recorded by then and that nothing recorded by then had struck through.
 * @param known left out: rows that stand now
 * @param rows what the query calls them, where it reads more than one table
 */
export function standingAt(known: Position | undefined, rows?: string): RawBuilder<boolean> {
  const [position, retractedAt] = ['position', 'retracted_at'].map((column) =>
    sql.ref(rows === undefined ? column : `${rows}.${column}`),
  );
  return known === undefined
    ? sql<boolean>`${retractedAt} is null`
    : sql<boolean>`(${position} <= ${known} and (${retractedAt} is null or ${retractedAt} > ${known}))`;
}
