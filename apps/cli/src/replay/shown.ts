import {
  balancesOf,
  cohort,
  figureOf,
  standingEntries,
  totalOf,
  type CaseEntry,
  type Cohort,
  type Whereabouts as Place,
} from '#cases';
import type { Json, Model } from '#eventsourcing';

/** What a state says, as plain JSON that is made to be read; null before anything is known. */
export type Shown = { readonly [field: string]: Json | undefined } | null;

/** The state of a stream as it is shown. */
export function shown(model: Model<any, any>, state: unknown): Shown {
  if ((state as { status?: string }).status === 'unknown') return null;
  if (model.category === cohort.category) return shownCohort(state as Exclude<Cohort, { status: 'unknown' }>);
  return plain(state) as Shown;
}

/** A cohort by its balances: how many people are in which position. */
function shownCohort(state: Exclude<Cohort, { status: 'unknown' }>): Shown {
  const { accounts, entries, openHandovers, id: _, ...facts } = state;
  const positions = new Map(
    balancesOf(accounts).map(({ whereabouts, people, since, confirmedOn }) => [
      inWordsOf(whereabouts),
      { people, since, confirmedOn },
    ]),
  );
  return plain({
    ...facts,
    headcount: figureOf(totalOf(accounts)),
    positions,
    openHandovers,
    struckThrough: struckIn(entries, standingEntries(state)),
  }) as Shown;
}

function struckIn(newest: CaseEntry, standing: readonly CaseEntry[]): string[] {
  const stands = new Set(standing.map(({ id }) => id));
  const struck: string[] = [];
  for (let entry: CaseEntry | null = newest; entry !== null; entry = entry.before) {
    if (!stands.has(entry.id)) struck.unshift(entry.id);
  }
  return struck;
}

/** A position in words, e.g. `rehabilitation, RU, at a sanatorium, run by the Ministry of Defence`. */
export function inWordsOf({ stage, country, place, runBy, exit }: Place): string {
  return [
    exit === null ? stage : `${stage} (${exit})`,
    ...(country === null ? [] : [country]),
    ...(place === null ? [] : [`at ${place}`]),
    ...(runBy === null ? [] : [`run by ${runBy}`]),
  ].join(', ');
}

/** Maps become objects, and the lines of a file the ids of those that were struck through. */
function plain(value: unknown): Json {
  if (value instanceof Map) return plain(Object.fromEntries([...value].map(([key, one]) => [lineInWords(key), one])));
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value as Json;
  const fields = Object.entries(value).flatMap(([name, one]) => {
    if (one === undefined) return [];
    if (name !== 'entries' || !Array.isArray(one)) return [[name, plain(one)] as const];
    const lines = one as readonly { readonly id: string; readonly retracted: boolean }[];
    return [['struckThrough', lines.filter(({ retracted }) => retracted).map(({ id }) => id)] as const];
  });
  return Object.fromEntries(fields);
}

/** `["RU","civilian",null]`, the key of a line of an exchange, as `RU, civilian`; other keys as they are. */
function lineInWords(key: string): string {
  if (!key.startsWith('[')) return key;
  return (JSON.parse(key) as (string | null)[]).filter((part) => part !== null).join(', ');
}
