import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where SQLite's own ways are at home. */
const HOME = join('database', 'sqlite');

/** What other databases say otherwise. */
const ONLY_SQLITE: Readonly<Record<string, RegExp>> = {
  'what stands in JSON': /->>|json_\w+\s*\(/,
  'a list as a table': /json_each/,
  'files beside each other': /\battach\b.*\bas\b/i,
  settings: /\bpragma\b/i,
  'the greater of two values': /`(max|min)\([^`]+,[^`]+`/,
  'connections of the driver': /\braw\.(prepare|exec|pragma)\b/,
};

describe('the code of the read models outside the folder of the dialect', () => {
  const folder = 'libs/projections/src';
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'),
  );
  const linesIn = (file: string): string[] => readFileSync(join(folder, file), 'utf8').split('\n');

  it.each(Object.entries(ONLY_SQLITE))('does not spell out %s', (_, words) => {
    const elsewhere = files.filter((file) => !file.startsWith(HOME));
    expect(elsewhere.flatMap((file) => linesIn(file).filter((line) => words.test(line)))).toEqual([]);
  });

  it('is told from what stands in there', () => {
    const home = files.filter((file) => file.startsWith(HOME)).flatMap(linesIn);
    const spelt = Object.keys(ONLY_SQLITE).filter((what) => home.some((line) => ONLY_SQLITE[what]!.test(line)));
    expect(spelt).toEqual(Object.keys(ONLY_SQLITE));
  });
});
