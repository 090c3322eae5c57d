import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { HOMEWARD } from './homeward.js';

const PAGE = 'docs/auditing.md';
const BETWEEN = '@@ between two blocks @@';
/** Milliseconds: an example is started, perhaps on a busy machine. */
const MINUTES = 180_000;

/** What is another each time: names, keys, hashes, ids, folders, and how long it took. */
const OTHER_EACH_TIME: readonly [RegExp, string][] = [
  [/homeward\/[0-9a-f]{16}/g, 'homeward/<name>'],
  [/\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}/g, '+<id>+<key>'],
  [/\+[0-9a-f]{8}\b/g, '+<id>'],
  [/key [0-9a-f]{8}/g, 'key <id>'],
  [/[A-Za-z0-9+/]{91}=|[A-Za-z0-9+/]{43}=/g, '<base64>'],
  [/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>'],
];

const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython && process.env.CI) throw new Error('CI is to have python3, so that the page can be followed');

interface Block {
  readonly commands: string;
  readonly output: string;
}

/** The commands of the page that are to be run, each with what the page says that they print. */
function blocks(): Block[] {
  const fences = [...readFileSync(PAGE, 'utf8').matchAll(/^```sh\n(.*?)^```\n\n```text\n(.*?)^```/gms)];
  const all = fences.map(([, commands, output]) => ({ commands: commands!, output: output! }));
  return all.filter(({ commands }) => hasPython || !commands.includes('python3'));
}

function asAlways(text: string): string {
  return OTHER_EACH_TIME.reduce((told, [each, name]) => told.replaceAll(each, name), text);
}

describe('docs/auditing.md', () => {
  let example: ChildProcess;
  let printed = '';
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'homeward-auditing-'));
    symlinkSync(resolve('tools'), join(folder, 'tools'));
    example = spawn(process.execPath, [HOMEWARD, 'example', '--dated'], { stdio: ['ignore', 'pipe', 'inherit'] });
    example.stdout!.setEncoding('utf8').on('data', (text: string) => (printed += text));
    while (!printed.includes('Ctrl-C ends it')) await once(example.stdout!, 'data');
  }, MINUTES);

  afterAll(async () => {
    example.kill('SIGTERM');
    await once(example, 'exit');
    rmSync(folder, { recursive: true });
  }, MINUTES);

  const told = (what: RegExp): string => what.exec(printed)![1]!;

  it(
    'prints what it says, with every command as it stands there',
    async () => {
      const script = join(folder, 'page.sh');
      const run = `npx() { shift 2; '${process.execPath}' '${HOMEWARD}' "$@"; }\n`;
      writeFileSync(
        script,
        run +
          blocks()
            .map(({ commands }) => `${commands}echo '${BETWEEN}'\n`)
            .join(''),
      );
      const environment = {
        PATH: process.env.PATH,
        HOMEWARD: told(/serves at\s+(\S+)\/api\/docs/),
        HOMEWARD_TOKEN: told(/auditor's token\s+(\S+)/),
        DATA_DIR: told(/data folder\s+(\S+)/),
      };
      const { stdout } = spawnSync('bash', ['-c', `. ${script} 2>&1`], {
        cwd: folder,
        env: environment,
        encoding: 'utf8',
      });
      const outputs = stdout.split(`${BETWEEN}\n`).slice(0, -1);
      if (process.env.WRITE_PAGE === '1') writePage(outputs);
      expect(outputs.map(asAlways)).toEqual(blocks().map(({ output }) => asAlways(output)));
      expect(outputs.length).toBeGreaterThan(hasPython ? 6 : 3);
    },
    MINUTES,
  );
});

/** Puts what was printed into the page: `WRITE_PAGE=1 npm run jest -- auditing-page`, after a change of words. */
function writePage(outputs: readonly string[]): void {
  const page = readFileSync(PAGE, 'utf8');
  const next = outputs.values();
  const written = page.replaceAll(
    /(^```sh\n.*?^```\n\n```text\n)(.*?)(^```)/gms,
    (_, before: string, __, after: string) => {
      return before + (next.next().value ?? '') + after;
    },
  );
  writeFileSync(PAGE, written);
}
