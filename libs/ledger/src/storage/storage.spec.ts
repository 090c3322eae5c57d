import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleLog } from '../../testing/sample-log.js';
import { openCheckpoint } from '../notes/checkpoint.js';
import { newKey, parseVerifierKey } from '../notes/keys.js';
import { keysAt } from '../signing/key-ring.js';
import type { Prover, TreeHead } from '../signing/refusals.js';
import { MemoryTileStore } from '../tiles/memory-tiles.js';
import { nodesOf } from '../tiles/tile-store.js';
import { EMPTY_STATE, grow, rootOf } from '../tree/growth.js';
import { consistencyProof } from '../tree/proving.js';
import { Chain } from './chain.js';
import { beginNewOrigin, LedgerFolder } from './ledger-folder.js';
import { WitnessFolder } from './witness-folder.js';

let folder: string;
beforeEach(() => (folder = join(mkdtempSync(join(tmpdir(), 'homeward-keeping-')), 'ledger')));
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const log = sampleLog(40);
const store = new MemoryTileStore();
const prove: Prover = (from, to) => consistencyProof(nodesOf(store, to), from, to);
const treeAt = (size: number): TreeHead => ({ size, root: rootOf(grow(EMPTY_STATE, log.leaves.slice(0, size)).state) });
beforeAll(async () => store.extend(grow(EMPTY_STATE, log.leaves), log.entries));

describe('a chain of texts', () => {
  it('keeps the last one, also for who opens it again', async () => {
    const chain = new Chain(folder);
    expect(chain.last()).toBeUndefined();
    expect(await chain.replace(undefined, 'one')).toBe(true);
    expect(await chain.replace('one', 'two')).toBe(true);
    expect(new Chain(folder).last()).toBe('two');
  });

  it('is not replaced by who does not know the last', async () => {
    const chain = new Chain(folder);
    await chain.replace(undefined, 'one');
    expect(await new Chain(folder).replace(undefined, 'other')).toBe(false);
    expect(await chain.replace('two', 'other')).toBe(false);
    expect(chain.last()).toBe('one');
  });

  it('lets one of many have it who replace the same at once', async () => {
    const chain = new Chain(folder);
    const texts = Array.from({ length: 20 }, (_, n) => String(n));
    const had = await Promise.all(texts.map((text) => chain.replace(undefined, text)));
    expect(texts.filter((_, n) => had[n])).toEqual([chain.last()]);
  });

  it('does not grow for ever, and leaves no draft', async () => {
    const chain = new Chain(folder);
    for (let n = 0; n < 100; n++)
      expect(await chain.replace(n === 0 ? undefined : String(n - 1), String(n))).toBe(true);
    expect(readdirSync(folder).length).toBeLessThanOrEqual(17);
    expect(chain.last()).toBe('99');
  });
});

describe('the folder of a log', () => {
  it('makes a key at first and keeps it, for its owner alone', () => {
    const first = LedgerFolder.open(folder);
    expect(first.origin).toMatch(/^homeward\/[0-9a-f]{16}$/);
    expect(LedgerFolder.open(folder).ring()).toEqual(first.ring());
    const { mode } = statSync(join(folder, 'signing-key'));
    expect(process.platform === 'win32' ? 0 : mode & 0o077).toBe(0);
  });

  it('keeps the name that the log began with', () => {
    LedgerFolder.open(folder, 'ngo.example/log');
    expect(LedgerFolder.open(folder).origin).toBe('ngo.example/log');
    expect(() => LedgerFolder.open(folder, 'other.example/log')).toThrow('The log is called ngo.example/log');
  });

  it('goes on signing where it was, after it was opened again', async () => {
    await LedgerFolder.open(folder).signer().sign(treeAt(8), prove);
    const again = LedgerFolder.open(folder);
    await again.signer().sign(treeAt(40), prove);
    await expect(again.signer().sign(treeAt(8), prove)).rejects.toMatchObject({ code: 'log-shorter' });
  });

  it('lets one of two sign that saw the same', async () => {
    const [one, other] = [LedgerFolder.open(folder), LedgerFolder.open(folder)];
    const pinned = await one.last();
    await other.signer().sign(treeAt(8), prove);
    expect(await one.replace(pinned, 'anything')).toBe(false);
  });

  it('rotates its key, and who trusted the old one can follow', async () => {
    const opened = LedgerFolder.open(folder);
    const first = parseVerifierKey(opened.ring()[0]!.key);
    await opened.signer().sign(treeAt(8), prove);
    const second = parseVerifierKey(await opened.rotate());
    expect(openCheckpoint((await opened.last())!, [first]).signedBy).toEqual([
      expect.objectContaining({ id: first.id }),
    ]);
    const note = await opened.signer().sign(treeAt(40), prove);
    expect(openCheckpoint(note, [second]).size).toBe(40);
    expect(keysAt(LedgerFolder.open(folder).ring(), 40).map(({ id }) => id)).toEqual([second.id]);
  });

  it('rotates before anything was signed', async () => {
    const opened = LedgerFolder.open(folder);
    const key = parseVerifierKey(await opened.rotate());
    expect(openCheckpoint(await opened.signer().sign(treeAt(8), prove), [key]).size).toBe(8);
  });

  it('ends a rotation that was cut off after both keys had signed', async () => {
    const opened = LedgerFolder.open(folder);
    await opened.signer().sign(treeAt(8), prove);
    const [secret, ring] = [join(folder, 'signing-key'), join(folder, 'keys.json')];
    const before = [readFileSync(secret), readFileSync(ring)] as const;
    const next = await opened.rotate();
    renameSync(secret, `${secret}.next`);
    writeFileSync(secret, before[0]);
    writeFileSync(ring, before[1]);

    const again = LedgerFolder.open(folder);
    expect(again.ring()).toMatchObject([{ untilSize: 8 }, { key: next, untilSize: null }]);
    const note = await again.signer().sign(treeAt(40), prove);
    expect(openCheckpoint(note, [parseVerifierKey(next)]).size).toBe(40);
  });

  it('forgets a rotation that was cut off before', async () => {
    const opened = LedgerFolder.open(folder);
    await opened.signer().sign(treeAt(8), prove);
    writeFileSync(join(folder, 'signing-key.next'), `${newKey(opened.origin, 'note').secret}\n`);
    expect(LedgerFolder.open(folder).ring()).toHaveLength(1);
    await opened.rotate();
    expect(opened.ring()).toHaveLength(2);
  });

  it('is refused where its checkpoints are gone, and not where nothing was signed yet', async () => {
    const opened = LedgerFolder.open(folder);
    expect(LedgerFolder.open(folder).origin).toBe(opened.origin);
    await opened.signer().sign(treeAt(8), prove);
    rmSync(join(folder, 'checkpoints'), { recursive: true });
    expect(() => LedgerFolder.open(folder)).toThrow(/its checkpoints are missing.*homeward keys declare-lost/s);
    const declared = await beginNewOrigin(folder, { reason: 'lost', now: new Date(), formerOrigin: 'a.example/log' });
    expect(declared).toMatchObject({ previousOrigin: 'a.example/log', previousCheckpoint: null });
    expect(LedgerFolder.open(folder).declared()).toMatchObject({ reason: 'lost' });
  });

  it('begins a new origin, and keeps the old one as evidence', async () => {
    const opened = LedgerFolder.open(folder);
    const { origin } = opened;
    const checkpoint = await opened.signer().sign(treeAt(40), prove);
    const declared = await beginNewOrigin(folder, { reason: 'the disk broke', now: new Date('2025-08-24T10:00:00Z') });
    expect(declared).toMatchObject({ previousOrigin: origin, previousCheckpoint: checkpoint });
    const next = LedgerFolder.open(folder);
    expect(next.origin).not.toBe(declared.previousOrigin);
    expect(next.declared()).toMatchObject({ reason: 'the disk broke', declaredAt: '2025-08-24T10:00:00.000Z' });
    await next.signer().sign(treeAt(8), prove);
    expect(await LedgerFolder.open(declared.keptIn!).last()).toBe(checkpoint);
  });
});

describe('the folder of a witness', () => {
  it('remembers the newest tree of each log, also for who opens it again', async () => {
    const witness = WitnessFolder.open(folder, 'witness.example/w');
    expect(await witness.latest('a')).toBeUndefined();
    expect(await witness.replace('a', 0, treeAt(8))).toBe(true);
    expect(await witness.replace('a', 0, treeAt(40))).toBe(false);
    const again = WitnessFolder.open(folder, 'another name');
    expect(await again.latest('a')).toMatchObject(treeAt(8));
    expect(await again.latest('b')).toBeUndefined();
    expect(again.publicKey).toBe(witness.publicKey);
    expect(again.key.verifier.name).toBe('witness.example/w');
  });
});
