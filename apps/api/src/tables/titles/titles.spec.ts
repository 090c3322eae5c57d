import 'reflect-metadata';
import { readdirSync } from 'node:fs';
import { LANGUAGES } from '#formats';
import type { ReportTable } from '#http';

describe('the titles of columns', () => {
  const tables: ReportTable[] = [];

  beforeAll(async () => {
    const folder = new URL('../', import.meta.url);
    for (const file of readdirSync(folder).filter(
      (name) => name.endsWith('-tables.ts') || name.endsWith('-table.ts'),
    )) {
      const exported = (await import(`../${file.replace(/\.ts$/, '.js')}`)) as Record<string, ReportTable>;
      tables.push(...Object.values(exported).filter((value) => 'columns' in value));
    }
  });

  it('are those of every table', () => {
    expect(tables.length).toBeGreaterThan(18);
  });

  it('are known in every language', () => {
    const others = LANGUAGES.filter((language) => language !== 'en');
    const missing = tables.flatMap(({ name, columns }) =>
      columns.flatMap(({ title, titles = {} }) =>
        others.filter((language) => !titles[language]).map((language) => `${name}: ${title} in ${language}`),
      ),
    );
    expect(missing).toEqual([]);
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
});
