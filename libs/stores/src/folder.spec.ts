import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder, makeWritableFolder, UnusableFolder } from './folder.js';

describe('a folder that is to be used', () => {
  let above: string;
  beforeEach(() => (above = mkdtempSync(join(tmpdir(), 'homeward-folder-'))));
  afterEach(() => rmSync(above, { recursive: true, force: true }));

  it('is made with those above it, for its owner alone, and left empty', () => {
    const folder = join(above, 'a', 'b');
    makeWritableFolder('--data', folder);
    makeWritableFolder('--data', folder);
    expect(readdirSync(folder)).toEqual([]);
    expect(statSync(folder).mode & 0o077).toBe(0);
  });

  it('is refused where a file is in its place, or above it', () => {
    const file = join(above, 'file');
    writeFileSync(file, '');
    expect(() => makeFolder('--data', file)).toThrow(
      `--data must be a folder that can be made and written to, and ${file} is no folder`,
    );
    expect(() => makeFolder('--data', join(file, 'a'))).toThrow(UnusableFolder);
    expect(existsSync(join(file, 'a'))).toBe(false);
  });
});
