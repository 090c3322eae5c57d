import type { Column } from '#formats';
import { ar } from './ar.js';
import { be } from './be.js';
import { ru } from './ru.js';
import { uk } from './uk.js';

const IN: Readonly<Record<'uk' | 'ru' | 'be' | 'ar', Readonly<Record<string, string>>>> = { uk, ru, be, ar };

/**
 * A title in the other languages, as far as it is known in them: a spec holds that every column's is. `People, before` is made
 * of its two parts, where it is not known as a whole.
 */
export function titlesOf(title: string): NonNullable<Column['titles']> {
  const known = Object.entries(IN).flatMap(([language, titles]) => {
    const found = titleIn(titles, title, language === 'ar' ? '، ' : ', ');
    return found === undefined ? [] : [[language, found]];
  });
  return Object.fromEntries(known) as NonNullable<Column['titles']>;
}

function titleIn(titles: Readonly<Record<string, string>>, title: string, comma: string): string | undefined {
  if (Object.hasOwn(titles, title)) return titles[title];
  const at = title.lastIndexOf(', ');
  if (at === -1) return undefined;
  const [what, side] = [titles[title.slice(0, at)], titles[title.slice(at + 2)]];
  return what === undefined || side === undefined ? undefined : `${what}${comma}${side}`;
}
