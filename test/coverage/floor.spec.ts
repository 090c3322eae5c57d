import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

type Counts = readonly [covered: number, total: number];

describe('the floor of the coverage', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'homeward-floor-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  /** What the tool says of files whose lines and branches were covered so, and the floor that it leaves. */
  function floorAfter(floor: object, files: Readonly<Record<string, { lines: Counts; branches: Counts }>>) {
    const counted = ([covered, total]: Counts): object => ({ covered, total });
    const summary = Object.entries(files).map(([file, { lines, branches }]) => [
      join(folder, file),
      { lines: counted(lines), branches: counted(branches) },
    ]);
    writeFileSync(join(folder, 'summary.json'), JSON.stringify(Object.fromEntries([['total', {}], ...summary])));
    writeFileSync(join(folder, 'floor.json'), `${JSON.stringify(floor, null, 2)}\n`);
    const tool = resolve('tools/coverage/floor.mjs');
    const ran = spawnSync(process.execPath, [tool, 'summary.json', 'floor.json'], { cwd: folder, encoding: 'utf8' });
    const left = JSON.parse(readFileSync(join(folder, 'floor.json'), 'utf8')) as object;
    return { code: ran.status, told: ran.stdout + ran.stderr, left };
  }

  const files = {
    'libs/cases/src/a.ts': { lines: [90, 100], branches: [5, 10] },
    'libs/cases/src/values/b.ts': { lines: [0, 11], branches: [0, 0] },
    'apps/cli/src/c.ts': { lines: [1, 3], branches: [0, 0] },
  } as const;
  const whole = { 'apps/cli': { lines: 33, branches: 100 }, 'libs/cases': { lines: 81, branches: 50 } };

  it('is made of whole percents, for each app and library', () => {
    expect(floorAfter({}, files)).toEqual({ code: 0, told: 'floor.json has risen: commit it.\n', left: whole });
  });

  it('stays where nothing has risen', () => {
    expect(floorAfter(whole, files)).toEqual({ code: 0, told: '', left: whole });
  });

  it('refuses what is lower, and is not lowered', () => {
    const floor = { ...whole, 'libs/cases': { lines: 80, branches: 51 } };
    expect(floorAfter(floor, files)).toEqual({
      code: 1,
      told: 'libs/cases: 50 % of its branches are covered, and 51 % were\n',
      left: floor,
    });
  });
});
