import type { EdtfDate } from '#cases';
import type { Position } from '#eventsourcing';
import { dayRange } from '../cohorts/entries.js';
import type { Reading } from '../database/reading.js';
import { changedLines } from './changed-lines.js';
import type { ChangedRow } from './changed-rows.js';
import type { Causes, Why } from './explanations.js';
import type { CausesIn } from './report-comparison.js';
import type { Sides } from './sides.js';

/**
 * Gathers as the causes for a row all that was recorded in the files that it is made of.
 * @param kinds what the names of those files' streams start with
 * @param filesOf the streams of one row
 */
export function byFile(
  kinds: readonly string[],
  filesOf: (changed: ChangedRow) => readonly string[],
): CausesIn<object> {
  return async (reading, sides) => {
    const entries = await entriesOf(reading, sides, kinds);
    return (_, changed) => recorded(entries, filesOf(changed), whyOf(changed, sides));
  };
}

/** What made the difference to claims of how many are held. */
export const causesOfClaims = byFile(['claim', 'assessment'], ({ row: { claimId, entryId } }) => [
  `claim-${claimId as string}`,
  `assessment-${entryId as string}`,
]);

/** What made the difference to published totals and the steps up to them: of the total before, or an exchange that is counted. */
export const causesOfSteps: CausesIn<object> = async (reading, sides) => {
  const entries = await entriesOf(reading, sides, ['total', 'assessment']);
  const lines = Map.groupBy(await changedLines(reading, sides), ({ exchange }) => exchange);
  return ({ totalId, entryId }, changed) => {
    const { before, after } = changed;
    const since = [before, after].map((side) => `total-${side?.since as string}`);
    const streams = [`total-${totalId}`, `assessment-${entryId}`, ...since];
    const causes = recorded(entries, streams, whyOf(changed, sides));
    for (const exchange of exchangesOf(before, after)) {
      for (const line of lines.get(exchange) ?? [])
        for (const [position, why] of line.causes) causes.set(position, why);
    }
    return causes;
  };
};

function exchangesOf(...sides: readonly ChangedRow['before'][]): ReadonlySet<string> {
  return new Set(sides.flatMap((side) => [side?.counted, side?.open].flatMap((ids) => (ids ?? []) as string[])));
}

/** Log positions of what was recorded between the moments, by stream. @param kinds what the streams' names start with */
async function entriesOf(
  { db }: Reading,
  { from, to }: Sides,
  kinds: readonly string[],
): Promise<ReadonlyMap<string, readonly Position[]>> {
  const rows = await db
    .selectFrom('entries')
    .select(['stream', 'position'])
    .where('position', '>', from.known)
    .where('position', '<=', to.known)
    .where(({ eb, or }) => or(kinds.map((kind) => eb('stream', 'like', `${kind}-%`))))
    .orderBy('position')
    .execute();
  const byStream = new Map<string, Position[]>();
  for (const { stream, position } of rows) byStream.set(stream, [...(byStream.get(stream) ?? []), position]);
  return byStream;
}

function recorded(entries: ReadonlyMap<string, readonly Position[]>, streams: readonly string[], why: Why): Causes {
  return new Map(streams.flatMap((stream) => (entries.get(stream) ?? []).map((position) => [position, why])));
}

/** What is said of a day that was past at the earlier moment was recorded late. */
function whyOf({ before, after }: ChangedRow, { fromDay }: Sides): Why {
  const { asOf = null } = (after ?? before)! as { readonly asOf?: EdtfDate | null };
  const latest = (asOf === null ? null : dayRange(asOf)?.latest) ?? null;
  return latest !== null && latest <= fromDay ? 'recorded-late' : 'recorded';
}
