import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leaveToOwner, makeFolder, makeWritableFolder, UnusableFolder } from './folder.js';

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

  it('is left to its owner alone, with what is kept in it, and nothing else is touched', () => {
    const at = (name: string): string => join(above, name);
    for (const folder of ['ledger/checkpoints', 'copies', 'photos']) mkdirSync(at(folder), { recursive: true });
    const ours = ['log.sqlite', 'log.sqlite-wal', 'ledger/signing-key', 'ledger/checkpoints/000000000001'];
    for (const file of [...ours, 'letter.txt']) writeFileSync(at(file), '');
    symlinkSync(at('letter.txt'), at('linked.sqlite'));
    const all = ['.', 'ledger', 'ledger/checkpoints', 'copies', 'photos', ...ours, 'letter.txt'];
    for (const name of all) chmodSync(at(name), 0o755);
    leaveToOwner(above);
    leaveToOwner(above);
    const open = all.filter((name) => (statSync(at(name)).mode & 0o077) !== 0);
    expect(open).toEqual(['photos', 'letter.txt']);
    chmodSync(above, 0o1777);
    leaveToOwner(above);
    expect(statSync(above).mode & 0o1777).toBe(0o1777);
  });
});
