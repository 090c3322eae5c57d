import { globSync, readFileSync } from 'node:fs';

describe('the command line', () => {
  it('is never named in a way that would ask the registry for a package called homeward', () => {
    const texts = globSync('{.,}*/**/*.{md,ts,mjs,json,yml}', { exclude: ['node_modules', 'dist', '.git', 'data'] });
    texts.push(...globSync('*.{md,json,yml}').filter((path) => path !== 'package-lock.json'));
    const lines = texts.flatMap((path) =>
      readFileSync(path, 'utf8')
        .split('\n')
        .map((line) => `${path}: ${line}`),
    );
    expect(lines.filter((line) => line.includes('npx --no-install homeward')).length).toBeGreaterThan(10);
    expect(lines.filter((line) => /npx (?!--no-install )(?:\S+ )*homeward\b/.test(line))).toEqual([]);
  });

  it('is in a package that cannot be published', () => {
    expect(JSON.parse(readFileSync('package.json', 'utf8'))).toMatchObject({ name: 'homeward', private: true });
  });
});
