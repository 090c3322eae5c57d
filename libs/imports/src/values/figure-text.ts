import { exactly, MAX_PEOPLE, NOT_STATED, type Figure } from '#cases';

/** How a cell states a figure, for messages and docs. */
export const FIGURE_FORMS = '146, about 6000, at least 6000, at most 5, 200-250, withheld, not stated';

/** Digits may be grouped by spaces; points and commas are not taken, because one country's thousand is another's decimal. */
const NUMBER = String.raw`(\d{1,3}(?:[ \u00A0\u2009\u202F]\d{3})+|\d+)`;

const FORMS: readonly (readonly [RegExp, (a: number, b: number) => Figure])[] = [
  [form(NUMBER), (value) => exactly(value)],
  [
    form(`(?:about|around|approximately|approx\\.?|circa|ca\\.?|~)\\s*${NUMBER}`),
    (value) => ({ kind: 'about', value }),
  ],
  [form(`(?:at[ -]least|no fewer than|>=|≥)\\s*${NUMBER}`), (value) => ({ kind: 'at-least', value })],
  [form(`${NUMBER}\\s*\\+`), (value) => ({ kind: 'at-least', value })],
  [form(`(?:at[ -]most|up to|no more than|<=|≤)\\s*${NUMBER}`), (value) => ({ kind: 'at-most', value })],
  [form(`more than\\s*${NUMBER}`), (value) => ({ kind: 'at-least', value: value + 1 })],
  [form(`(?:fewer|less) than\\s*${NUMBER}`), (value) => ({ kind: 'at-most', value: value - 1 })],
  [
    form(`(?:between\\s+)?${NUMBER}\\s*(?:-|–|\\bto\\b|\\band\\b)\\s*${NUMBER}`),
    (low, high) => ({ kind: 'between', low, high }),
  ],
];

/** The figure that a cell states; an empty one states none. Undefined where it is no figure. */
export function figureIn(cell: string): Figure | undefined {
  const text = cell.trim().toLowerCase();
  if (text === '' || text === 'not stated' || text === 'not-stated') return NOT_STATED;
  if (text === 'withheld') return { kind: 'withheld' };
  for (const [pattern, figure] of FORMS) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const [a = 0, b = 0] = match.slice(1).map((digits) => Number(digits.replaceAll(/\D/g, '')));
    const inBounds =
      a <= MAX_PEOPLE && b <= MAX_PEOPLE && (match.length < 3 || a <= b) && !(/than/.test(text) && a === 0);
    return inBounds ? figure(a, b) : undefined;
  }
  return undefined;
}

function form(source: string): RegExp {
  return new RegExp(`^${source}$`);
}
