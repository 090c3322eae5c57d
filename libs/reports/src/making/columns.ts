import type { Column, Row } from '#formats';
import { titled, type Title } from './words.js';

/** Columns of the words that most tables share, with their tags of the Humanitarian Exchange Language. */
export const CATEGORY: Column = column('category', 'Category', 'code', '#affected+type+code', 'category');
export const POWER_OF_ORIGIN: Column = country('powerOfOrigin', 'Power of origin', '#country+code+origin');
export const DETAINING_POWER: Column = country('detainingPower', 'Detaining Power', '#country+code+detaining');
export const COUNTRY: Column = country('country', 'Country', '#country+code');
export const PLACE: Column = column('place', 'Place', 'text', '#loc+name');
export const STAGE: Column = column('stage', 'Stage', 'code', '#status+code', 'stage');
export const TERMS: Column = column('terms', 'Terms', 'code', '#status+terms+code', 'terms');
export const PEOPLE: Column = people('people', 'People');
/** People who are added up. */
export const PEOPLE_IN_ALL: Column = { ...PEOPLE, sum: true };
export const SERVICES: Column = column('services', 'Services', 'list', '#service+list+code', 'service');
export const GRADE: Column = column('grade', 'Grade (Admiralty code)', 'text', '#meta+grade');
export const UNSOURCED: Column = column('unsourced', 'Entries without a source', 'whole', '#meta+unsourced+num');
export const UNSOURCED_MOVEMENTS: Column = column(
  'unsourced',
  'Movements without a source',
  'whole',
  '#meta+unsourced+num',
);
export const WITHOUT_ESTIMATE: Column = column(
  'withoutEstimate',
  'Groups without an estimate',
  'whole',
  '#meta+noestimate+num',
);
export const NOT_STATED: Column = column('notStated', 'Groups without a number', 'whole', '#meta+notstated+num');
export const WITHHELD: Column = column('withheld', 'Groups withheld', 'whole', '#meta+withheld+num');
/** What is said of a sum besides its figure. */
export const PARTS_OF_SUM: readonly Column[] = [WITHOUT_ESTIMATE, NOT_STATED, WITHHELD];
/** What is said of a sum of figures of exchanges besides. */
export const CONTRADICTED: Column = column(
  'contradicted',
  'Figures contradicted by reports',
  'whole',
  '#meta+contradicted+num',
);
export const DATES: Column = column('dates', 'Dates', 'code', '#meta+dates+code', 'dates');
export const RECORDED_AT: Column = column('recordedAt', 'Recorded at', 'text', '#date+recorded');
export const RETRACTED_BY: Column = column('retractedBy', 'Retracted by entry', 'text', '#meta+retracted+id');
export const ENTRY_ID: Column = column('entryId', 'Entry', 'text', '#meta+entry+id');
export const SOURCE: Column = column('source', 'Source', 'text', '#meta+source+id');
export const SOURCE_NAME: Column = column('sourceName', 'Name of the source', 'text', '#meta+source+name');
export const URL: Column = column('url', 'Web address', 'text', '#meta+url');

export function column(key: string, title: Title, kind: Column['kind'], hxl: string, names?: Column['names']): Column {
  return { key, ...titled(title), kind, hxl, ...(names && { names }) };
}

export function text(key: string, title: Title, hxl: string): Column {
  return column(key, title, 'text', hxl);
}

export function whole(key: string, title: Title, hxl: string): Column {
  return column(key, title, 'whole', hxl);
}

export function date(key: string, title: Title, hxl: string): Column {
  return column(key, title, 'date', hxl);
}

export function country(key: string, title: Title, hxl: string): Column {
  return column(key, title, 'code', hxl, 'country');
}

export function people(key: string, title: Title, attribute = ''): Column {
  return column(key, title, 'figure', `#affected${attribute}`);
}

/**
 * A row without those of these figures that are null. Nothing is recorded there: in a file that is an empty cell, as a figure
 * that is null would be one that is not stated.
 */
export function whereRecorded(row: object, ...figures: readonly string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([key, value]) => value !== null || !figures.includes(key)));
}

/** Where something is stated, out of its basis. */
export function stated(basis: { readonly source: string; readonly url: string | null } | null): object {
  return { source: basis?.source ?? null, url: basis?.url ?? null };
}
