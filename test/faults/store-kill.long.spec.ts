import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aWhile, collect, newStream, rounds, sampleEvent, write } from '#eventsourcing/testing';
import { SqliteEventStore } from '#stores';
import type { Position } from '#eventsourcing';

const ROUNDS = rounds(50);
const WRITERS = 200;
const script = join(process.cwd(), 'test/faults/append-for-ever.mjs');

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homeward-faults-'));
  file = join(folder, 'log.db');
});
afterEach(() => rm(folder, { recursive: true }));

/** Whole lines only: the last one may have been cut off by the kill. */
const lines = (output: string): string[] => output.split('\n').slice(0, -1);

/** Lets a process append and kills it: some moment after its start, or after its first acknowledgement. */
async function appendAndKill(afterFirst: boolean, milliseconds: number): Promise<string[]> {
  const child = spawn(process.execPath, [script, file, String(WRITERS)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  if (afterFirst) await once(child.stdout, 'data');
  await aWhile(milliseconds);
  child.kill('SIGKILL');
  const [, signal] = await closed;
  expect(signal).toBe('SIGKILL');
  return lines(output);
}

/** Opens the log after a fault, checks what came after a position, and appends one event of its own. */
async function inspect(acknowledged: readonly string[], after: Position | undefined): Promise<Position> {
  const store = await SqliteEventStore.open(file);
  try {
    const events = await collect(store.readAll(after));
    const ids = new Set(events.map(({ id }) => id));
    expect(ids.size).toBe(events.length);
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);

    const heads = new Map<string, number>();
    for (const { stream, revision, position } of events) {
      expect([position, revision]).toEqual([position, (heads.get(stream) ?? -1) + 1]);
      heads.set(stream, revision);
    }
    const { position } = await store.append([write(newStream(), 'none', sampleEvent())]);
    expect(Number(position)).toBe(Number(after ?? 0) + events.length + 1);
    return position;
  } finally {
    await store.close();
  }
}

describe('a process that is killed while 200 writers append', () => {
  it(`loses nothing that it acknowledged, ${ROUNDS} times over`, async () => {
    let position: Position | undefined;
    let acknowledged = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const afterFirst = round % 5 > 0;
      const ids = await appendAndKill(afterFirst, Math.random() * (afterFirst ? 40 : 250));
      position = await inspect(ids, position);
      acknowledged += ids.length;
    }
    // Otherwise nothing was put to the test.
    expect(acknowledged).toBeGreaterThan(ROUNDS * 10);
  });
});

describe('a process that may not write any more to its disk', () => {
  it('refuses what it cannot keep, and loses nothing that it acknowledged', async () => {
    // The limit on a file's size stands for a full disk; a shell counts it in blocks of 512 or 1,024 bytes.
    const command = `ulimit -f 2000; exec "$0" "$@"`;
    const child = spawn('sh', ['-c', command, process.execPath, script, file, String(WRITERS)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    expect(await once(child, 'close')).toEqual([0, null]);

    const said = lines(output);
    expect(said.at(-1)).toBe('refused: StoreUnavailable');
    expect(said.length).toBeGreaterThan(100);
    await inspect(said.slice(0, -1), undefined);
  });
});
