import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inMemory, inTurn, packed, writeSample } from '../../testing/sample-bundle.js';
import { sampleFold, sampleKey, sampleLog } from '../../testing/sample-log.js';
import { newKeyRing } from '../signing/key-ring.js';
import { SOFTWARE } from './software.js';
import { verifyBundle, verifyFiles } from './verify.js';
import { writeBundle } from './write.js';
import { openZip } from './zip-files.js';

const log = sampleLog(600);
const RECORDED_AT = '2025-08-24T10:00:00.000Z';
let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homeward-bundle-'));
  file = join(folder, 'bundle.zip');
});
afterAll(() => rm(folder, { recursive: true }));

describe('a bundle', () => {
  it.each([0, 1, 255, 256, 257, 600])('of %d records verifies', async (size) => {
    const told: number[] = [];
    const manifest = await writeSample(file, log, size);
    expect(manifest).toMatchObject({ origin: log.origin, size, streams: Math.min(size, 7) });
    const verdict = await verifyBundle(file, {
      key: log.key.verifier,
      fold: sampleFold(),
      onProgress: (records) => told.push(records),
    });
    expect(verdict).toEqual({
      ok: true,
      origin: log.origin,
      size,
      root: log.checkpointAt(size).split('\n')[2],
      signedBy: [`${log.origin}+${log.key.trusted.id}`],
      streams: Math.min(size, 7),
      continues: null,
      balances: 'checked',
      repeatedIds: { records: 0, named: [] },
      kind: 'bundle',
      signed: size,
      exposure: { records: size, from: size === 0 ? null : RECORDED_AT, to: size === 0 ? null : RECORDED_AT },
    });
    expect(told.at(-1)).toBe(size === 0 ? undefined : size);
  });

  it('holds the files of a tiled log, and the same bytes each time', async () => {
    await writeSample(file, log);
    const first = await readFile(file);
    const zip = await openZip(file);
    const expected = packed(log, log.entries);
    expected.set('VERIFY.md', await zip.read('VERIFY.md'));
    for (const [name, bytes] of expected) expect(await zip.read(name)).toEqual(bytes);
    expect([...zip.sizes.keys()].toSorted()).toEqual([...expected.keys()].toSorted());
    expect((await zip.read('VERIFY.md')).toString()).toContain(`first 600 records of the log \`${log.origin}\``);
    await zip.close();
    await writeSample(file, log);
    expect(await readFile(file)).toEqual(first);
  });

  it('continues older checkpoints of its log, of every size', async () => {
    await writeSample(file, log);
    for (const size of [0, 1, 255, 256, 257, 511, 512, 599, 600]) {
      const verdict = await verifyBundle(file, { key: log.key.verifier, checkpoint: log.checkpointAt(size) });
      expect(verdict).toMatchObject({ continues: size, balances: 'not-checked', exposure: { records: 600 - size } });
    }
  });

  it.each([1, '\ud800'])('is held against a fold of its records, where one is given: not %j', async (balance) => {
    const balances = { ...(sampleFold().balances() as object), 'cohort-0': balance };
    const files = packed(log, log.entries, { balances });
    expect(await verifyFiles(inMemory(files), { key: log.key.verifier })).toMatchObject({ ok: true });
    expect(await verifyFiles(inMemory(files), { key: log.key.verifier, fold: sampleFold() })).toMatchObject({
      fault: { code: 'balances-differ', file: 'manifest.json' },
    });
  });

  it('may be signed by any of the keys that are trusted', async () => {
    await writeSample(file, log);
    const other = sampleKey(log.origin, 'note', 2).verifier;
    expect(await verifyBundle(file, { key: [other, log.key.verifier] })).toMatchObject({ ok: true });
    expect(await verifyBundle(file, { key: other })).toMatchObject({ fault: { code: 'signature-not-valid' } });
    await expect(verifyBundle(file, { key: 'nothing' })).rejects.toThrow(/not a verifier key/);
  });

  it.each([
    ['too few records', log.records.slice(0, 599), /has 599 records, its checkpoint counts 600/],
    ['other records', log.records.toSpliced(3, 1, log.records[4]!), /not those that the checkpoint/],
  ])('is not written of %s', async (_, records, message) => {
    const output = createWriteStream(file);
    const options = { checkpoint: log.checkpointAt(600), keys: newKeyRing(log.key.verifier), software: SOFTWARE };
    await expect(writeBundle(inTurn(records), output, { ...options, fold: sampleFold() })).rejects.toThrow(message);
    expect(output.destroyed).toBe(true);
    expect(await verifyBundle(file, { key: log.key.verifier })).toMatchObject({ fault: { code: 'bundle-refused' } });
  });

  it('stops being written when nobody reads it any more', async () => {
    const output = createWriteStream(file);
    let given = 0;
    async function* records() {
      for (const record of log.records) {
        if (++given === 300) output.destroy();
        yield record;
      }
    }
    const options = { checkpoint: log.checkpointAt(600), keys: newKeyRing(log.key.verifier), software: SOFTWARE };
    await expect(writeBundle(records(), output, { ...options, fold: sampleFold() })).rejects.toThrow();
  });

  it('that is not there is no verdict on anything', async () => {
    await expect(verifyBundle(join(folder, 'none.zip'), { key: log.key.verifier })).rejects.toThrow(/ENOENT/);
  });
});
