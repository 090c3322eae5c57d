import type { Position, Recorded } from '#eventsourcing';
import { ExitCode, Failure } from '../exit-code.js';

/** A point of the log: where an entry stands, or when entries were recorded. */
export type Moment = { readonly position: Position } | { readonly instant: string };

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Positions of the embedded log are numbers; written without their leading zeros they are still understood. */
const NUMBER = /^\d{1,16}$/;
const OF_KURRENTDB = /^[0-9a-f]{16}-[0-9a-f]{16}$/;

/**
 * Reads a position, an instant, or a day (in UTC).
 * @param end whether a day stands for its last moment, else for its first
 * @throws Failure that names the option
 */
export function momentFrom(option: string, text: string, end: boolean): Moment {
  const position = positionFrom(text);
  if (position !== undefined) return { position };
  const written = DAY.test(text) ? `${text}T${end ? '23:59:59.999' : '00:00:00.000'}Z` : text;
  const at = new Date(INSTANT.test(written) ? written : Number.NaN);
  // A day that no month has, such as 31 June, would otherwise be taken for one of the next month.
  const exists = !Number.isNaN(at.getTime()) && isDay(written.slice(0, 'YYYY-MM-DD'.length));
  if (exists) return { instant: at.toISOString() };
  throw new Failure(
    `${option} must be a position such as 0000000000000012, an instant such as 2025-08-25T12:00:00Z, or a day such as ` +
      `2025-08-25; not "${text}"`,
    ExitCode.Usage,
  );
}

/** The position that a text names; undefined where it is none. */
export function positionFrom(text: string): Position | undefined {
  if (NUMBER.test(text)) return text.padStart(16, '0');
  return OF_KURRENTDB.test(text) ? text : undefined;
}

/** True where an entry stands, or was recorded, before a moment. */
export function isBefore({ position, recordedAt }: Recorded, moment: Moment): boolean {
  return 'position' in moment ? position < moment.position : recordedAt < moment.instant;
}

/** True where an entry stands, or was recorded, after a moment. */
export function isAfter({ position, recordedAt }: Recorded, moment: Moment): boolean {
  return 'position' in moment ? position > moment.position : recordedAt > moment.instant;
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
