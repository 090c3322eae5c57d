/** Gives a name that no other writing of the scenario has. */
export type Id = (name: string) => string;

export const BARE_BASIS = { source: 'ru-mod' };
export const BASIS = {
  source: 'ua-staff',
  url: 'https://example.org/statement',
  publishedOn: '2025-08-24',
  reliability: 'B',
  credibility: '2',
};
export const exact = (value: number) => ({ kind: 'exact', value });
/** A figure of every kind. */
export const FIGURES = [
  exact(8),
  { kind: 'about', value: 8 },
  { kind: 'at-least', value: 8 },
  { kind: 'at-most', value: 8 },
  { kind: 'between', low: 8, high: 9 },
  { kind: 'not-stated' },
  { kind: 'withheld' },
];

export const SERVICEMEN = { category: 'prisoner-of-war', powerOfOrigin: 'RU', detainingPower: 'UA' };
export const FULL = { occurredOn: '2025-08-24', basis: BASIS };
