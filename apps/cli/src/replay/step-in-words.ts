import { inWords, type Movement, type Whereabouts as Place, type StatedBasis } from '#cases';
import type { Json, Recorded } from '#eventsourcing';
import { isFields, isFigure, type Change } from './changes.js';
import { inWordsOf } from './shown.js';
import type { ReplayStep } from './steps.js';

/** How a part of a text is told apart on a terminal. */
export type Paint = (kind: 'title' | 'faint' | 'came' | 'went' | 'changed', text: string) => string;

/** Leaves a text as it is. */
export const UNPAINTED: Paint = (_, text) => text;

const WIDTH = 14;

/** An entry for a person to read: who recorded what when, and what it changed. @param count which one it is, e.g. `3 of 12` */
export function stepInWords({ entry, record, changes }: ReplayStep, count: string, paint: Paint, raw: boolean): string {
  const { occurredOn, basis, ...rest } = entry.data as Facts;
  const upcast = entry.schema === record.schema ? '' : `, written in schema ${record.schema}`;
  const lines: (readonly [string, string])[] = [
    ['recorded', `${entry.recordedAt} by ${whoIn(entry)}`],
    ...(occurredOn === undefined ? [] : [['occurred', occurredOn ?? 'not stated'] as const]),
    ...(basis === undefined ? [] : [['source', basisInWords(basis)] as const]),
    ['command', `${entry.command.name}${upcast}`],
    ['entry', entry.id],
    ...Object.entries(rest).flatMap(linesOf),
  ];
  return [
    paint('faint', `${count} · position ${entry.position} · ${entry.stream}, revision ${entry.revision}`),
    paint('title', entry.type),
    ...lines.map(([name, text]) => `  ${name.padEnd(WIDTH)} ${text}`),
    ...changesInWords(changes, paint),
    ...(raw ? [paint('faint', '  the record as it is stored'), record.canonical] : []),
    '',
  ].join('\n');
}

type Facts = { readonly occurredOn?: string | null; readonly basis?: StatedBasis | null } & {
  readonly [field: string]: Json | undefined;
};

function whoIn({ actor, organisation }: Recorded): string {
  return organisation === null ? actor : `${actor} (${organisation})`;
}

function basisInWords(basis: StatedBasis | null): string {
  if (basis === null) return 'none named';
  const { source, url, publishedOn, reliability, credibility, corroboratedBy } = basis;
  return [
    source,
    `grade ${reliability}${credibility}`,
    ...(publishedOn === null ? [] : [`published ${publishedOn}`]),
    ...(corroboratedBy === undefined ? [] : [`corroborated by ${corroboratedBy}`]),
    ...(url === null ? [] : [url]),
  ].join(', ');
}

function linesOf([name, value]: readonly [string, Json | undefined]): (readonly [string, string])[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.length > 0 && value.every(isFields)) {
    return value.map((one, index) => [index === 0 ? name : '', valueInWords(one)] as const);
  }
  return [[name, valueInWords(value)]];
}

/** Any value in words; what is not stated is said to be so. */
function valueInWords(value: Json | undefined): string {
  if (value === null || value === undefined) return 'not stated';
  if (isFigure(value)) return inWords(value);
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : value.map(valueInWords).join(value.some(isFields) ? '; ' : ', ');
  if (!isFields(value)) return String(value);
  if ('from' in value && 'to' in value && 'people' in value) return movementInWords(value as unknown as Movement);
  if ('people' in value && 'since' in value) return peopleInWords(value);
  if ('stage' in value && 'runBy' in value) return inWordsOf(value as unknown as Place);
  const members = Object.entries(value).map(([name, one]) => `${name} ${inBrackets(one)}`);
  return members.length === 0 ? 'none' : members.join(', ');
}

function inBrackets(value: Json | undefined): string {
  return isFields(value) && !isFigure(value) ? `(${valueInWords(value)})` : valueInWords(value);
}

/** Those who are in one position. */
function peopleInWords({ people, since, confirmedOn }: { readonly [field: string]: Json | undefined }): string {
  const confirmed = confirmedOn === null ? '' : `, confirmed ${valueInWords(confirmedOn)}`;
  return `${valueInWords(people)}, since ${valueInWords(since)}${confirmed}`;
}

function movementInWords({ from, to, people, whole }: Movement): string {
  const all = whole ? ' (all who were there)' : '';
  return `${inWords(people)}${all} from ${where(from)} to ${where(to)}`;
}

function where(place: Place | null): string {
  return place === null ? 'outside the cohort' : inWordsOf(place);
}

function changesInWords(changes: readonly Change[], paint: Paint): string[] {
  const told = changes.filter(({ before, after }) => says(before) || says(after));
  if (told.length === 0) return ['  nothing changed'];
  const names = told.map(({ path }) => path.join(' / '));
  const width = Math.min(48, Math.max(...names.map((name) => name.length)));
  return told.map(({ before, after }, index) => {
    const name = names[index]!.padEnd(width);
    if (before === undefined) return paint('came', `  + ${name}  ${valueInWords(after)}`);
    if (after === undefined) return paint('went', `  - ${name}  ${valueInWords(before)}`);
    return paint('changed', `  ~ ${name}  ${valueInWords(before)} → ${valueInWords(after)}`);
  });
}

/** False for a field that came without saying anything. */
function says(value: Json | undefined): boolean {
  if (value === undefined || value === null) return false;
  return Array.isArray(value) ? value.length > 0 : !isFields(value) || Object.keys(value).length > 0;
}
