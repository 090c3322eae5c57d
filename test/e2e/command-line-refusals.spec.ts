import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { homeward } from './homeward.js';
import { cleanUp, freshFolder } from './server.js';

/** What a command ends with, and what it says is wrong. */
function refusal(...args: string[]): [code: number | null, told: string] {
  const { code, stderr } = homeward(...args);
  return [code, stderr.trim()];
}

const THIS = fileURLToPath(import.meta.url);
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

  const nowhere = join(tmpdir(), 'homeward', 'nowhere');
  const here = tmpdir();
  it.each<[code: number, told: string, args: string[]]>([
    [64, `the table: there is no file ${nowhere}`, ['import', 'claims', nowhere]],
    [
      64,
      `the table: there is no file ${nowhere}`,
      ['import', 'claims', nowhere, '--server', 'http://a', '--token', 'b'],
    ],
    [64, `the table: ${here} is a folder, not a file`, ['import', 'claims', here]],
    [64, `--mapping: there is no file ${nowhere}`, ['import', 'claims', THIS, '--mapping', nowhere]],
    [64, `${THIS} is there already, and is not written over`, ['import', 'claims', THIS, '--template', 'csv']],
    [64, `${nowhere} cannot be written: there is no folder`, ['import', 'claims', nowhere, '--template', 'csv']],
    [64, `the backup: there is no file ${nowhere}`, ['restore', nowhere]],
    [64, `the backup: ${here} is a folder, not a file`, ['restore', here]],
    [64, `--checkpoint: there is no file ${nowhere}`, ['restore', THIS, '--checkpoint', nowhere]],
    [64, `${nowhere} cannot be written: there is no folder`, ['bundle', '--to', nowhere]],
  ])('ends with %i and says %j of a file that is not there, or cannot be used', (code, told, args) => {
    const [ended, said] = refusal(...args);
    expect([ended, said]).toEqual([code, expect.stringContaining(told)]);
    expect(said).not.toContain('\n');
  });

  it('does not take a log and a server to import by at once', () => {
    const both = ['--server', 'http://127.0.0.1:9', '--log', 'sqlite:a'];
    expect(refusal('import', 'claims', THIS, ...both)).toEqual([
      64,
      expect.stringContaining("cannot be used with option '--log"),
    ]);
  });

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
