import type { Reading } from '../database/reading.js';
import { heldAt } from '../streams/version.js';
import { changedLines, type ChangedLine } from './changed-lines.js';
import { keyOf } from './changed-rows.js';
import type { Causes } from './explanations.js';
import { byIdentity, type CausesIn } from './report-comparison.js';
import type { Sides } from './sides.js';

/** Which totals of exchanges are asked about. */
interface WhichExchanges {
  readonly period?: 'month' | 'year' | 'all';
  readonly intermediary?: string;
}

/** What made the difference to totals of exchanges. */
export const causesOfTotals: CausesIn<WhichExchanges> = async (reading, sides, query, identity) => {
  const { period = 'all', intermediary } = query;
  const mediated = await mediatorsOf(reading, sides);
  const lines = (await changedLines(reading, sides)).filter(
    ({ exchange }) => intermediary === undefined || mediated.get(exchange)?.has(intermediary) === true,
  );
  return byRow(identity, lines, (line) => {
    const { power_of_origin: powerOfOrigin, category, terms } = line;
    return [{ period: period === 'all' ? 'all' : line[period], powerOfOrigin, category, terms }];
  });
};

/** What made the difference to what each intermediary's exchanges come to. */
export const causesOfMediation: CausesIn<object> = async (reading, sides, _, identity) => {
  const mediated = await mediatorsOf(reading, sides);
  // What reports alone state counts under no intermediary.
  const lines = (await changedLines(reading, sides)).filter(({ reported }) => reported === 0);
  return byRow(identity, lines, ({ exchange }) =>
    [...(mediated.get(exchange) ?? [])].map((intermediary) => ({ intermediary })),
  );
};

/** Gathers the causes for each row that a line counts in. */
function byRow(
  identity: readonly string[],
  lines: readonly ChangedLine[],
  rowsOf: (line: ChangedLine) => readonly object[],
): ReturnType<typeof byIdentity> {
  const found = new Map<string, Causes>();
  for (const line of lines) {
    for (const row of rowsOf(line)) {
      const key = keyOf(row as Record<string, unknown>, identity);
      found.set(key, new Map([...(found.get(key) ?? []), ...line.causes]));
    }
  }
  return byIdentity(found, identity);
}

/** Who mediated which exchange, as either side has it. */
async function mediatorsOf({ db }: Reading, { from, to }: Sides): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await db
    .selectFrom('exchange_intermediaries')
    .select(['exchange', 'intermediary'])
    .where(({ or }) => or([heldAt(from.known), heldAt(to.known)]))
    .execute();
  const mediated = new Map<string, Set<string>>();
  for (const { exchange, intermediary } of rows) {
    if (!mediated.has(exchange)) mediated.set(exchange, new Set());
    mediated.get(exchange)!.add(intermediary);
  }
  return mediated;
}
