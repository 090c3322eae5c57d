import type { Column } from '#formats';
import { ar } from './ar.js';
import { be } from './be.js';
import { ru } from './ru.js';
import { uk } from './uk.js';

const IN: Readonly<Record<'uk' | 'ru' | 'be' | 'ar', Readonly<Record<string, string>>>> = { uk, ru, be, ar };

/** A title in the other languages, as far as it is known in them: a spec holds that every column's is. */
export function titlesOf(title: string): NonNullable<Column['titles']> {
  const known = Object.entries(IN).flatMap(([language, titles]) =>
    Object.hasOwn(titles, title) ? [[language, titles[title]!]] : [],
  );
  return Object.fromEntries(known) as NonNullable<Column['titles']>;
}
