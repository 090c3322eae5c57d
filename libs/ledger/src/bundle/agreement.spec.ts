import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import canonicalize from 'canonicalize';
import { bentBundles } from '../../testing/bent-bundles.js';
import { bentExtracts, packedExtract } from '../../testing/bent-extracts.js';
import { bentRecords } from '../../testing/bent-records.js';
import { lyingZips } from '../../testing/lying-zips.js';
import { zipOf } from '../../testing/raw-zip.js';
import { packed, writeSample } from '../../testing/sample-bundle.js';
import { sampleKey, sampleLog, signedCheckpoint } from '../../testing/sample-log.js';
import type { Fault, Verdict } from './verdict.js';
import { verifyBundle } from './verify.js';

/**
 * Two verifiers that share no code: `verifyBundle`, and `tools/verify.py`. Each case is put to both; on a machine without
 * Python to the first alone, and CI must have Python.
 */
const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython && process.env.CI) throw new Error('CI is to have python3, so that both verifiers are held together');

/** Milliseconds: both may wait for a busy machine. */
const MINUTES = 180_000;
const run = promisify(execFile);
const log = sampleLog(600);
const short = sampleLog(20);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homeward-agreement-'));
});
afterAll(() => rm(folder, { recursive: true }));

type Asked = { readonly key?: string; readonly checkpoint?: string };

/** What both say of each ZIP; fails where they say different things. */
async function both(zips: readonly Buffer[], { key = log.key.verifier, checkpoint }: Asked = {}): Promise<Verdict[]> {
  const files = zips.map((_, at) => join(folder, `${at}.zip`));
  for (const [at, zip] of zips.entries()) await writeFile(files[at]!, zip);
  const ours: Verdict[] = [];
  for (const file of files) ours.push(await verifyBundle(file, { key, checkpoint }));
  if (!hasPython) return ours;
  const older = join(folder, 'older.txt');
  if (checkpoint !== undefined) await writeFile(older, checkpoint);
  const options = ['--json', '--key', key, ...(checkpoint === undefined ? [] : ['--checkpoint', older])];
  const answer = await run('python3', ['tools/verify.py', ...options, ...files], { maxBuffer: 1e8 }).catch(
    (error: { code: number; stdout: string; stderr: string }) => {
      if (error.code !== 1) throw new Error(error.stderr);
      return error;
    },
  );
  const theirs = answer.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Verdict);
  expect(theirs.map(comparable)).toEqual(ours.map(comparable));
  return ours;
}

/** All but the words, and what they could read of a record's names: there each reads as leniently as its JSON allows. */
function comparable(verdict: Verdict): object {
  if (verdict.ok) return verdict;
  const { code, record, file }: Fault = verdict.fault;
  return { code, index: record?.index, file: code === 'tile-differs' ? file : undefined };
}

/** A record's canonical bytes with another member. */
const edited = (entry: Buffer, members: object): Buffer =>
  Buffer.from(canonicalize({ ...(JSON.parse(String(entry)) as object), ...members })!);

const outcomes = (verdicts: readonly Verdict[]): unknown[] =>
  verdicts.map((verdict) => (verdict.ok ? 'good' : [verdict.fault.code, verdict.fault.record?.index]));

describe('both verifiers', () => {
  it(
    'find good bundles good',
    async () => {
      const zips: Buffer[] = [];
      for (const size of [0, 1, 255, 256, 257, 600]) {
        const file = join(folder, 'good.zip');
        await writeSample(file, log, size);
        zips.push(await readFile(file), zipOf(packed(log, log.entries.slice(0, size))));
      }
      expect(outcomes(await both(zips))).toEqual(zips.map(() => 'good'));
    },
    MINUTES,
  );

  it(
    'name the record that no log would write, though it is signed',
    async () => {
      const cases = bentRecords(short);
      const verdicts = await both(cases.map(({ entries }) => zipOf(packed(short, entries))));
      expect(cases.map(({ name }, at) => [name, ...(outcomes(verdicts)[at] as unknown[])])).toEqual(
        cases.map(({ name, code, index }) => [name, code, index]),
      );
    },
    MINUTES,
  );

  it(
    'name a record whose id stands before it, which is no fault: not every engine refuses one',
    async () => {
      const { id } = JSON.parse(String(short.entries[4])) as { id: string };
      const entries = [3, 9].reduce((all, at) => all.with(at + 4, edited(all[at + 4]!, { id })), [
        ...short.entries,
      ] as readonly Buffer[]);
      const [verdict] = await both([zipOf(packed(short, entries))]);
      expect(verdict).toMatchObject({
        ok: true,
        repeatedIds: {
          records: 2,
          named: [
            { index: 7, id, first: 4 },
            { index: 13, id, first: 4 },
          ],
        },
      });
    },
    MINUTES,
  );

  it(
    'find what was altered without the key',
    async () => {
      const cases = bentBundles(log);
      const verdicts = await both(cases.map(({ files }) => zipOf(files)));
      expect(cases.map(({ name }, at) => [name, ...(outcomes(verdicts)[at] as unknown[])])).toEqual(
        cases.map(({ name, code, index }) => [name, code, index]),
      );
    },
    MINUTES,
  );

  it(
    'hold a bundle against an older checkpoint',
    async () => {
      const good = zipOf(packed(log, log.entries));
      const rewritten = zipOf(
        packed(log, log.entries.with(5, Buffer.from(log.entries[5]!.toString().replace('"value":5', '"value":6')))),
      );
      const shorter = zipOf(packed(log, log.entries.slice(0, 256)));
      const outcomesAt = async (checkpoint: string): Promise<unknown[]> =>
        outcomes(await both([good, rewritten, shorter], { checkpoint }));
      const rewrittenThere = ['history-rewritten', undefined];
      for (const size of [0, 5]) expect(await outcomesAt(log.checkpointAt(size))).toEqual(['good', 'good', 'good']);
      expect(await outcomesAt(log.checkpointAt(6))).toEqual(['good', rewrittenThere, 'good']);
      expect(await outcomesAt(log.checkpointAt(256))).toEqual(['good', rewrittenThere, 'good']);
      for (const size of [257, 600]) {
        expect(await outcomesAt(log.checkpointAt(size))).toEqual(['good', rewrittenThere, ['log-shorter', undefined]]);
      }
      const invalid = ['older-checkpoint-not-valid', undefined];
      const otherKey = signedCheckpoint(log.leaves, sampleKey(log.origin, 'note', 2).signer);
      for (const checkpoint of ['nothing', otherKey, log.checkpointAt(6).replace('\n6\n', '\n7\n')]) {
        expect(await outcomesAt(checkpoint)).toEqual([invalid, invalid, invalid]);
      }
    },
    MINUTES,
  );

  it(
    'find extracts good that are, and name the record that is not',
    async () => {
      const extracted = sampleLog(40);
      const key = extracted.key.verifier;
      const good = zipOf(await packedExtract(extracted));
      const cases = await bentExtracts(extracted);
      const verdicts = await both([good, ...cases.map(({ files }) => zipOf(files))], { key });
      expect(verdicts[0]).toMatchObject({ kind: 'extract', records: 6, size: 40, completeness: 'not-proved' });
      expect(cases.map(({ name }, at) => [name, ...(outcomes(verdicts)[at + 1] as unknown[])])).toEqual(
        cases.map(({ name, code, index }) => [name, code, index]),
      );
      for (const [checkpoint, outcome] of [
        [extracted.checkpointAt(40), 'good'],
        [extracted.checkpointAt(39), ['older-checkpoint-not-valid', undefined]],
        [signedCheckpoint(extracted.leaves.toReversed(), extracted.key.signer), ['history-rewritten', undefined]],
      ] as const) {
        expect(outcomes(await both([good], { key, checkpoint }))).toEqual([outcome]);
      }
    },
    MINUTES,
  );

  it(
    'refuse a ZIP that lies',
    async () => {
      const zips = lyingZips(packed(short, short.entries));
      expect(outcomes(await both(zips, { key: short.key.verifier }))).toEqual(
        zips.map(() => ['bundle-refused', undefined]),
      );
    },
    MINUTES,
  );

  it(
    'agree on a bundle with any byte bent, and cut off anywhere',
    async () => {
      const good = zipOf(packed(short, short.entries));
      const bent = Array.from({ length: 400 }, (_, at) => {
        const zip = Buffer.from(good);
        zip[Math.floor((at * zip.length) / 400)]! ^= 1 << (at % 8);
        return zip;
      });
      const cut = Array.from({ length: 40 }, (_, at) => good.subarray(0, Math.floor((at * good.length) / 40)));
      const verdicts = await both([...bent, ...cut], { key: short.key.verifier });
      // A time stamp, or the text of VERIFY.md, is nothing that a verdict is about.
      const roots = verdicts.flatMap((verdict) => (verdict.ok ? [verdict.root] : []));
      expect([...new Set(roots)]).toEqual([short.checkpointAt(20).split('\n')[2]]);
      expect(verdicts.slice(400).some(({ ok }) => ok)).toBe(false);
    },
    MINUTES,
  );
});
