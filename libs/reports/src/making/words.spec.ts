import { LANGUAGES } from '#formats';
import { READS } from '../reports.js';
import { WORDS } from './words.js';

describe('the titles of columns', () => {
  const tables = READS.flatMap(({ table }) => table ?? []);

  it('are known in every language, and put together of words that are', () => {
    const others = LANGUAGES.filter((language) => language !== 'en');
    const missing = tables.flatMap(({ name, columns }) =>
      columns.flatMap(({ title, titles = {} }) =>
        others
          .filter((language) => !titles[language] || titles[language].includes('undefined'))
          .map((language) => `${name}: ${title} in ${language}`),
      ),
    );
    expect(tables.length).toBeGreaterThan(18);
    expect(missing).toEqual([]);
  });

  it.each([
    ['uk', 'Люди, до'],
    ['ar', 'الأشخاص، قبل'],
  ] as const)('say on which side of a comparison they stand, in %s with its own comma', (language, expected) => {
    const before = tables
      .find(({ name }) => name === 'stages-compared')!
      .columns.find(({ key }) => key === 'peopleBefore')!;
    expect(before.titles![language]).toBe(expected);
  });

  it('differ from each other within a table, in every language', () => {
    for (const { name, columns } of tables) {
      for (const language of LANGUAGES) {
        const shown = columns.map(({ title, titles }) => titles?.[language] ?? title);
        expect([name, language, shown.filter((title, at) => shown.indexOf(title) !== at)]).toEqual([
          name,
          language,
          [],
        ]);
      }
    }
  });

  it('are no words that no table has any more', () => {
    const used = new Set(
      tables.flatMap(({ columns }) => columns.flatMap(({ title }) => [title, ...title.split(', ')])),
    );
    const ofActivities = new Set(['About', 'Actor', 'At', 'Cohorts', 'Lost', 'Number', 'Route', 'Token', 'Id']);
    expect(Object.keys(WORDS).filter((word) => !used.has(word) && !ofActivities.has(word))).toEqual([]);
  });
});
