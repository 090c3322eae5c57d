import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packedExtract } from '../../testing/bent-extracts.js';
import { inTurn } from '../../testing/sample-bundle.js';
import { sampleLog } from '../../testing/sample-log.js';
import { newKeyRing } from '../signing/key-ring.js';
import { MemoryTileStore } from '../tiles/memory-tiles.js';
import { EMPTY_STATE, grow } from '../tree/growth.js';
import type { ExtractManifest } from './manifest.js';
import { SOFTWARE } from './software.js';
import { verifyBundle } from './verify.js';
import { writeExtract } from './write-extract.js';
import { openZip } from './zip-files.js';

const log = sampleLog(40);
const STREAM = 'cohort-3';
const tiles = Object.assign(new MemoryTileStore(), {
  indexOf: async (id: string) => log.records.findIndex((record) => record.id === id),
});
let folder: string;
let file: string;
beforeAll(async () => {
  await tiles.extend(grow(EMPTY_STATE, log.leaves), log.entries);
  folder = await mkdtemp(join(tmpdir(), 'homeward-extract-'));
  file = join(folder, 'extract.zip');
});
afterAll(() => rm(folder, { recursive: true }));

function extract(stream: string, size = 40): Promise<ExtractManifest> {
  const records = inTurn(log.records.filter((record) => record.stream === stream));
  return writeExtract(records, tiles, createWriteStream(file), {
    checkpoint: log.checkpointAt(size),
    keys: newKeyRing(log.key.verifier),
    software: SOFTWARE,
    stream,
  });
}

describe('an extract of one stream', () => {
  it('proves that its records stand in the log, and says that it proves no more', async () => {
    expect(await extract(STREAM)).toMatchObject({ stream: STREAM, records: 6, size: 40 });
    expect(await verifyBundle(file, { key: log.key.verifier })).toEqual({
      ok: true,
      kind: 'extract',
      origin: log.origin,
      size: 40,
      root: log.checkpointAt(40).split('\n')[2],
      signedBy: [`${log.origin}+${log.key.trusted.id}`],
      continues: null,
      stream: STREAM,
      records: 6,
      completeness: 'not-proved',
    });
    const zip = await openZip(file);
    const guide = (await zip.read('VERIFY.md')).toString();
    expect(guide).toContain('that these are all records of the stream: later ones could have been left out');
    await zip.close();
  });

  it('holds the files that other tools expect', async () => {
    await extract(STREAM);
    const zip = await openZip(file);
    const expected = await packedExtract(log);
    expected.set('VERIFY.md', await zip.read('VERIFY.md'));
    for (const [name, bytes] of expected) expect((await zip.read(name)).toString()).toBe(bytes.toString());
    expect([...zip.sizes.keys()].toSorted()).toEqual([...expected.keys()].toSorted());
    await zip.close();
  });

  it('is not made of a record that is not the one that the tree counts', async () => {
    const records = log.records.filter(({ stream }) => stream === STREAM);
    const changed = { ...records[1]!, canonical: records[1]!.canonical.replace('"v":1', '"v":2') };
    const made = writeExtract(inTurn([records[0]!, changed]), tiles, createWriteStream(file), {
      checkpoint: log.checkpointAt(40),
      keys: newKeyRing(log.key.verifier),
      software: SOFTWARE,
      stream: STREAM,
    });
    await expect(made).rejects.toMatchObject({ name: 'RecordAltered', place: { stream: STREAM, revision: 1 } });
  });

  it('leaves out what was recorded after its checkpoint', async () => {
    expect(await extract(STREAM, 31)).toMatchObject({ records: 4, size: 31 });
    expect(await verifyBundle(file, { key: log.key.verifier })).toMatchObject({ kind: 'extract', records: 4 });
  });

  it.each([
    ['a stream that is not there', 'cohort-none', 40],
    ['a stream that begins after the checkpoint', STREAM, 3],
  ])('is not made of %s', async (_, stream, size) => {
    await expect(extract(stream, size)).rejects.toThrow(/has no records of cohort-\w+ before its checkpoint/);
  });
});
