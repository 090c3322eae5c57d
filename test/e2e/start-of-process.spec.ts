import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { until } from '#eventsourcing/testing';
import { HOMEWARD, homeward } from './homeward.js';
import { cleanUp, freshFolder, SERVER } from './server.js';

/** Makes a process believe that it runs on an old Node.js, and tells of each native module that it loads. */
const OLD_NODE = `data:text/javascript,${encodeURIComponent(`
  Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.2' } });
  const load = process.dlopen;
  process.dlopen = (...args) => (console.error('loads ' + args[1]), load(...args));
`)}`;

describe('the start of a process', () => {
  afterAll(cleanUp);

  it.each([
    ['the server', SERVER],
    ['the command line', HOMEWARD],
  ])('ends %s on an older Node.js with the version that is needed, before a native module is loaded', (_, program) => {
    const env = { PATH: process.env.PATH, DATA_DIR: freshFolder(), PORT: '0' };
    const options = { encoding: 'utf8', env, timeout: 30_000, killSignal: 'SIGKILL' } as const;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', OLD_NODE, program, 'token', 'list'],
      options,
    );
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Homeward needs Node\.js 24\.9 or newer, and this is 20\.19\.2\. .+\n$/);
  });

  it('tells the version of Homeward', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
    expect(homeward('--version')).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('ends the server where it may open too few files, with how many are needed', () => {
    const script = `ulimit -n 100; exec "$0" "$1"`;
    const env = { PATH: process.env.PATH, DATA_DIR: freshFolder(), PORT: '0' };
    const options = { encoding: 'utf8', env, timeout: 30_000 } as const;
    const { status, stderr } = spawnSync('sh', ['-c', script, process.execPath, SERVER], options);
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^Homeward needs to open at least 256 files.*may open 100\./),
    ]);
  });

  it('is described by what every command says of itself', () => {
    const { stdout } = homeward('--help');
    for (const name of ['example', 'token', 'import', 'replay', 'rebuild', 'verify', 'backup', 'restore']) {
      const { stdout: own } = homeward('help', name);
      expect(own).toMatch(new RegExp(`^Usage: homeward ${name} .*\\n\\n\\S`));
      const about = own.split('\n\n')[1]!.replaceAll(/\s+/g, ' ').trim();
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`${name} ${about}`);
    }
  });

  it('ends without a word where nobody reads what it prints', () => {
    const script = `{ "$0" "$1" --help; echo "code $?" >&2; } | true`;
    const { stderr } = spawnSync('sh', ['-c', script, process.execPath, HOMEWARD], { encoding: 'utf8' });
    expect(stderr).toBe('code 141\n');
  });

  it('puts the example away where nobody reads what it prints any longer', async () => {
    const temporary = freshFolder();
    const example = spawn(process.execPath, [HOMEWARD, 'example'], {
      env: { PATH: process.env.PATH, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let complaints = '';
    example.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    await once(example.stdout, 'data');
    example.stdout.destroy();
    const [code] = (await once(example, 'close')) as [number];
    expect([code, complaints]).toEqual([141, '']);
    const left = spawnSync('ls', ['-A', temporary], { encoding: 'utf8' }).stdout.split('\n');
    expect(left.filter((name) => name.startsWith('homeward-example-'))).toEqual([]);
  });

  it('serves the example at the port that is asked for', async () => {
    const port = await freePort();
    const example = spawn(process.execPath, [HOMEWARD, 'example'], {
      env: { PATH: process.env.PATH, PORT: String(port), TMPDIR: freshFolder() },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    example.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
    try {
      await until('the example serves', () => printed.includes('Ctrl-C ends it'));
      expect(printed).toContain(`Homeward serves at      http://127.0.0.1:${port}/api/docs\n`);
    } finally {
      example.kill('SIGTERM');
      await once(example, 'exit');
    }
  });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}
