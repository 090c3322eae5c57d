import { sampleKey, sampleLog, signedCheckpoint } from '../../testing/sample-log.js';
import { Malformed } from '../malformed.js';
import { openCheckpoint } from '../notes/checkpoint.js';
import { MemoryTileStore } from '../tiles/memory-tiles.js';
import { nodesOf } from '../tiles/tile-store.js';
import { EMPTY_STATE, grow, leafHash, rootOf } from '../tree/growth.js';
import { consistencyProof } from '../tree/proving.js';
import { keysAt, newKeyRing, parseKeyRing, printKeyRing, rotate } from './key-ring.js';
import type { Prover, TreeHead } from './refusals.js';
import { Signer, type SignerMemory } from './signer.js';

const log = sampleLog(40);
const store = new MemoryTileStore();
const prove: Prover = (from, to) => consistencyProof(nodesOf(store, to), from, to);
const treeAt = (size: number): TreeHead => ({ size, root: rootOf(grow(EMPTY_STATE, log.leaves.slice(0, size)).state) });

beforeAll(async () => store.extend(grow(EMPTY_STATE, log.leaves), log.entries));

class Memory implements SignerMemory {
  constructor(public note?: string) {}
  async last(): Promise<string | undefined> {
    return this.note;
  }
  async replace(previous: string | undefined, next: string): Promise<boolean> {
    if (previous !== this.note) return false;
    this.note = next;
    return true;
  }
}

describe('a signer', () => {
  it('signs the first checkpoint, and every one that the log has grown to', async () => {
    const memory = new Memory();
    const signer = new Signer({ key: log.key.signer, memory });
    for (const size of [0, 1, 7, 8, 40]) {
      const note = await signer.sign(treeAt(size), prove);
      expect(note).toBe(log.checkpointAt(size));
      expect(memory.note).toBe(note);
    }
  });

  it('gives the last checkpoint again where the log has not grown', async () => {
    const memory = new Memory();
    const signer = new Signer({ key: log.key.signer, memory });
    const first = await signer.sign(treeAt(7), prove);
    expect(await signer.sign(treeAt(7), () => Promise.reject(new Error('not needed')))).toBe(first);
  });

  it('refuses a log that is shorter than its last checkpoint, and says what to do', async () => {
    const signer = new Signer({ key: log.key.signer, memory: new Memory(log.checkpointAt(8)) });
    const refusal = signer.sign(treeAt(7), prove);
    await expect(refusal).rejects.toMatchObject({ code: 'log-shorter' });
    await expect(refusal).rejects.toThrow(/has 7 records, but the last checkpoint it signed counts 8: the last 1 are/);
    await expect(refusal).rejects.toThrow(/Restore a newer copy, one with at least 8 records/);
  });

  it('refuses a log that was altered under its last checkpoint', async () => {
    const altered = log.leaves.map((leaf, at) => (at === 3 ? leafHash(Buffer.from('altered')) : leaf));
    const fork = new MemoryTileStore();
    await fork.extend(grow(EMPTY_STATE, altered), log.entries);
    const proveFork: Prover = (from, to) => consistencyProof(nodesOf(fork, to), from, to);
    for (const size of [8, 9, 40]) {
      const memory = new Memory(log.checkpointAt(8));
      const signer = new Signer({ key: log.key.signer, memory });
      const tree = { size, root: rootOf(grow(EMPTY_STATE, altered.slice(0, size)).state) };
      await expect(signer.sign(tree, proveFork)).rejects.toMatchObject({ code: 'log-forked' });
      expect(memory.note).toBe(log.checkpointAt(8));
    }
  });

  it('believes no proof that it has not checked', async () => {
    const signer = new Signer({ key: log.key.signer, memory: new Memory(log.checkpointAt(8)) });
    await expect(signer.sign(treeAt(40), async () => [])).rejects.toMatchObject({ code: 'log-forked' });
  });

  it('refuses where what it kept is not its own', async () => {
    const altered = log.checkpointAt(8).replace('\n8\n', '\n7\n');
    const foreign = signedCheckpoint(log.leaves, sampleKey(log.origin, 'note', 2).signer);
    for (const note of [altered, foreign, 'nothing']) {
      const signer = new Signer({ key: log.key.signer, memory: new Memory(note) });
      await expect(signer.sign(treeAt(40), prove)).rejects.toMatchObject({ code: 'last-checkpoint-unreadable' });
    }
  });

  it('refuses where another process has signed meanwhile', async () => {
    const memory = new Memory();
    const signer = new Signer({ key: log.key.signer, memory });
    memory.replace = async () => false;
    await expect(signer.sign(treeAt(7), prove)).rejects.toMatchObject({ code: 'another-signer' });
  });

  it('hands over to another key, which goes on from there', async () => {
    const memory = new Memory(log.checkpointAt(8));
    const next = sampleKey(log.origin, 'note', 2);
    const both = (await new Signer({ key: log.key.signer, memory }).handOverTo(next.signer))!;
    expect(openCheckpoint(both, [log.key.trusted]).size).toBe(8);
    expect(openCheckpoint(both, [next.trusted]).size).toBe(8);
    const after = await new Signer({ key: next.signer, memory }).sign(treeAt(40), prove);
    expect(openCheckpoint(after, [next.trusted]).size).toBe(40);
    expect(() => openCheckpoint(after, [log.key.trusted])).toThrow(/no good signature/);
  });

  it('hands over to no key of another log', async () => {
    const signer = new Signer({ key: log.key.signer, memory: new Memory() });
    const stranger = sampleKey('elsewhere.example/log', 'note');
    await expect(signer.handOverTo(stranger.signer)).rejects.toThrow(TypeError);
    expect(await signer.handOverTo(sampleKey(log.origin, 'note', 2).signer)).toBeUndefined();
    expect(() => new Signer({ key: sampleKey('w', 'cosignature').signer, memory: new Memory() })).toThrow(TypeError);
  });
});

describe('a ring of keys', () => {
  const second = sampleKey(log.origin, 'note', 2).verifier;
  const ring = rotate(newKeyRing(log.key.verifier), second, 8);

  it('keeps old keys with the sizes that they signed', () => {
    expect(ring).toEqual([
      { key: log.key.verifier, fromSize: 0, untilSize: 8 },
      { key: second, fromSize: 8, untilSize: null },
    ]);
    const idsAt = (size: number): string[] => keysAt(ring, size).map(({ id }) => id);
    expect(idsAt(7)).toEqual([log.key.trusted.id]);
    expect(idsAt(8)).toHaveLength(2);
    expect(idsAt(9)).not.toContain(log.key.trusted.id);
    expect(parseKeyRing(printKeyRing(ring))).toEqual(ring);
  });

  it.each<[string, unknown]>([
    ['nothing', []],
    ['no list', { key: second }],
    ['a gap', [ring[0], { ...ring[1], fromSize: 9 }]],
    ['two in use', [{ ...ring[0], untilSize: null }, ring[1]]],
    ['none in use', [{ ...ring[0], untilSize: 3 }]],
    ['a key twice', [ring[0], { ...ring[1], key: ring[0]!.key }]],
    ['keys of two logs', [ring[0], { ...ring[1], key: sampleKey('elsewhere', 'note').verifier }]],
    ['the key of a witness', [{ ...ring[1], fromSize: 0, key: sampleKey('w', 'cosignature').verifier }]],
    ['something unknown', [{ ...ring[1], fromSize: 0, secret: 'x' }]],
    [
      'a fraction',
      [
        { ...ring[0], untilSize: 0.5 },
        { ...ring[1], fromSize: 0.5 },
      ],
    ],
  ])('is refused with %s', (_, json) => {
    expect(() => parseKeyRing(JSON.stringify(json))).toThrow(Malformed);
  });

  it('is refused where it is no JSON, and goes only forward', () => {
    expect(() => parseKeyRing('[')).toThrow(Malformed);
    expect(() => rotate(ring, sampleKey(log.origin, 'note', 3).verifier, 7)).toThrow(Malformed);
  });
});
