import type { Category, Line, Terms } from '#cases';
import { Unreadable } from '../reading/sheet.js';
import { isCountry } from '../values/row-cells.js';

/** A figure column of an exchange: who goes home to which Power, held by which. */
export interface LineColumn {
  readonly name: string;
  readonly powerOfOrigin: string;
  readonly detainingPower: string;
  readonly category: Category;
  readonly terms: Terms;
}

/** `to_RU_prisoner-of-war`, or with the Detaining Power `to_RU_from_UA_prisoner-of-war`; `_unilateral` behind it. */
export const LINE_COLUMN = /^to_([A-Z]{2})(?:_from_([A-Z]{2}))?_(prisoner-of-war|civilian)(_unilateral)?$/;

/**
 * Reads figure columns. Where they name two Powers alone, each holds the people of the other.
 * @throws Unreadable where a Detaining Power is missing, or a Power is no country
 */
export function lineColumns(names: readonly string[]): LineColumn[] {
  const parts = names.map((name) => LINE_COLUMN.exec(name)).filter((match) => match !== null);
  const powers = new Set(parts.flatMap(([, origin, detaining]) => [origin, detaining ?? origin]));
  return parts.map(([name, origin, detaining, category, unilateral]) => {
    const others = [...powers].filter((power) => power !== origin);
    const holder = detaining ?? (others.length === 1 ? others[0] : undefined);
    if (holder === undefined) {
      const detail = `${name} does not say who held them; write to_${origin}_from_XX_${category}`;
      throw new Unreadable('detaining-power-missing', detail);
    }
    const wrong = [origin!, holder].find((power) => !isCountry(power));
    if (wrong !== undefined || origin === holder) {
      throw new Unreadable('column-unknown', `${name}: ${wrong ?? holder} cannot be the Power there`);
    }
    return {
      name,
      powerOfOrigin: origin!,
      detainingPower: holder,
      category: category as Category,
      terms: unilateral === undefined ? 'exchange' : 'unilateral',
    };
  });
}

/** How a cell names a line: a figure column's name, without what the claim does not tell apart. */
const LINE = /^to_([A-Z]{2})(?:_(prisoner-of-war|civilian))?(?:_(exchange|unilateral))?$/;
export const LINE_FORMS = 'to_RU_prisoner-of-war, to_RU, to_UA_civilian_unilateral';

/** The line that a cell names; undefined where it names none. */
export function lineIn(cell: string): Line | undefined {
  const [, powerOfOrigin, category = null, terms = null] = LINE.exec(cell) ?? [];
  if (powerOfOrigin === undefined || !isCountry(powerOfOrigin)) return undefined;
  return { powerOfOrigin, category: category as Category | null, terms: terms as Terms | null };
}
