import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SOFTWARE } from '#ledger';

const textOf = (file: string): string => readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8');

describe('the version', () => {
  const { version } = JSON.parse(textOf('package.json')) as { version: string };

  it('is the one that bundles name', () => {
    expect(SOFTWARE.version).toBe(version);
  });

  it('is the newest of the changelog, whose releases follow each other', () => {
    const releases = [
      ...textOf('CHANGELOG.md').matchAll(/^## (\d+)\.(\d+)\.(\d+) - (?:\d{4}-\d\d-\d\d|Unreleased)$/gm),
    ];
    const versions = releases.map(([, ...parts]) => parts.map(Number));
    expect(versions[0]!.join('.')).toBe(version);
    expect(versions).toEqual([...versions].sort(([a, b, c], [x, y, z]) => x! - a! || y! - b! || z! - c!));
    expect(releases).toHaveLength(textOf('CHANGELOG.md').match(/^## (?!Unreleased$)/gm)!.length);
  });
});
