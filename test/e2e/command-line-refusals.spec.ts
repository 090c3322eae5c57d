import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cleanUp, freshFolder } from './server.js';

const CLI = fileURLToPath(new URL('../../dist/apps/cli/src/main.js', import.meta.url));

/** `homeward ...` as a user runs it: its code, and what it says is wrong. A command that hangs has no code. */
function refusal(...args: string[]): [code: number | null, told: string] {
  const { status, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
    timeout: 15_000,
    killSignal: 'SIGKILL',
  });
  return [status, stderr.trim()];
}

const UNUSABLE = 'must be a folder that can be made and written to, and';

describe('the command line', () => {
  afterAll(cleanUp);

  it.each(['token list', 'rebuild', 'keys rotate', 'import claims test/data/held-population-claims.csv'])(
    'says of %j that its data folder cannot be written to, or is none',
    (command) => {
      const withData = (folder: string) => refusal(...command.split(' '), '--data', folder);
      expect(withData('/proc')).toEqual([69, expect.stringContaining(`--data ${UNUSABLE} /proc is`)]);
      expect(withData('/dev/null')).toEqual([69, '--data must be a folder, and /dev/null is something else']);
    },
  );

  it('says where nothing can be made for a backup, and where none can be put in place', () => {
    const data = freshFolder();
    const file = join(freshFolder(), 'a.zip');
    expect(refusal('backup', '--to', '/proc/x/y.zip', '--data', data)).toEqual([
      69,
      expect.stringContaining(`--to ${UNUSABLE} /proc/x is`),
    ]);
    expect(refusal('backup', '--to', file, '--data', data)).toEqual([0, '']);
    expect(refusal('restore', file, '--data', '/proc/x/y')).toEqual([
      69,
      expect.stringContaining(`--data ${UNUSABLE} /proc/x is`),
    ]);
  });
});
