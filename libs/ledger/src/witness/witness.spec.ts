import fc from 'fast-check';
import { sampleKey, sampleLog, signedCheckpoint } from '../../testing/sample-log.js';
import { Malformed } from '../malformed.js';
import { openCheckpoint } from '../notes/checkpoint.js';
import { cosignaturesOf } from '../notes/cosignature.js';
import { parseNote } from '../notes/note.js';
import type { TreeHead } from '../signing/refusals.js';
import { MemoryTileStore } from '../tiles/memory-tiles.js';
import { nodesOf } from '../tiles/tile-store.js';
import { EMPTY_STATE, grow, leafHash, type Hash } from '../tree/growth.js';
import { consistencyProof } from '../tree/proving.js';
import { addCosignatures } from './cosigning.js';
import { parseAddCheckpoint, printAddCheckpoint } from './request.js';
import { Witness, type WitnessMemory } from './witness.js';

const NOW = 1_756_029_600;
const log = sampleLog(40);
const key = sampleKey('witness.example/w1', 'cosignature');
const store = new MemoryTileStore();
beforeAll(async () => store.extend(grow(EMPTY_STATE, log.leaves), log.entries));

class Memory implements WitnessMemory {
  readonly trees = new Map<string, TreeHead>();
  async latest(origin: string): Promise<TreeHead | undefined> {
    return this.trees.get(origin);
  }
  async replace(origin: string, previousSize: number, next: TreeHead): Promise<boolean> {
    if ((this.trees.get(origin)?.size ?? 0) !== previousSize) return false;
    this.trees.set(origin, next);
    return true;
  }
}

function witness(memory: WitnessMemory = new Memory()): Witness {
  return new Witness({
    key: key.signer,
    logs: [{ origin: log.origin, keys: [log.key.trusted] }],
    memory,
    now: () => NOW,
  });
}

const request = async (oldSize: number, size: number, checkpoint = log.checkpointAt(size)): Promise<string> =>
  printAddCheckpoint({ oldSize, proof: await consistencyProof(nodesOf(store, size), oldSize, size), checkpoint });

describe('a request to add a checkpoint', () => {
  it('is read back as it was printed', () => {
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
    const requests = fc.record({ oldSize: fc.maxSafeNat(), proof: fc.array(hash, { maxLength: 63 }) });
    const checkpoint = log.checkpointAt(3);
    fc.assert(
      fc.property(requests, (each) => {
        expect(parseAddCheckpoint(printAddCheckpoint({ ...each, checkpoint }))).toEqual({ ...each, checkpoint });
      }),
    );
  });

  it.each([
    ['no empty line', 'old 0\n'],
    ['no old size', `${log.checkpointAt(3)}`],
    ['a leading zero', `old 01\n\n${log.checkpointAt(3)}`],
    ['a short hash', `old 1\nAAAA\n\n${log.checkpointAt(3)}`],
    ['64 hashes', `old 1\n${`${Buffer.alloc(32).toString('base64')}\n`.repeat(64)}\n${log.checkpointAt(3)}`],
    ['endless text', `old 0\n\n${'x'.repeat(1_200_000)}`],
  ])('is refused with %s', (_, body) => {
    expect(() => parseAddCheckpoint(body)).toThrow(Malformed);
  });
});

describe('a witness', () => {
  it('cosigns a log as it grows, from nothing', async () => {
    const memory = new Memory();
    let old = 0;
    for (const size of [0, 1, 7, 8, 8, 40]) {
      const { status, body, contentType } = await witness(memory).addCheckpoint(await request(old, size));
      expect({ status, contentType }).toEqual({ status: 200, contentType: 'text/plain; charset=utf-8' });
      const cosigned = addCosignatures(log.checkpointAt(size), body, [key.trusted]);
      expect(openCheckpoint(cosigned, [log.key.trusted]).size).toBe(size);
      expect(cosignaturesOf(parseNote(cosigned), [key.trusted])).toEqual([{ witness: key.trusted, timestamp: NOW }]);
      expect(memory.trees.get(log.origin)!.size).toBe(size);
      old = size;
    }
  });

  it('tells a log that is behind where it stands', async () => {
    const memory = new Memory();
    await witness(memory).addCheckpoint(await request(0, 8));
    for (const old of [0, 7, 9]) {
      expect(await witness(memory).addCheckpoint(await request(old, 40))).toEqual({
        status: 409,
        contentType: 'text/x.tlog.size',
        body: '8\n',
      });
    }
  });

  it('answers a size that another request has moved meanwhile with the new one', async () => {
    const memory = new Memory();
    memory.replace = async (origin, _, next) => {
      memory.trees.set(origin, { ...next, size: 39 });
      return false;
    };
    expect(await witness(memory).addCheckpoint(await request(0, 8))).toMatchObject({ status: 409, body: '39\n' });
  });

  it.each<[number, string, () => Promise<string>]>([
    [400, 'what is no request', async () => 'nothing'],
    [400, 'what has no checkpoint', async () => 'old 0\n\nnothing'],
    [
      400,
      'an old size beyond the checkpoint',
      async () => request(7, 8).then((body) => body.replace('old 7', 'old 9')),
    ],
    [
      404,
      'a log that it does not watch',
      async () => request(8, 40, signedCheckpoint(log.leaves, sampleKey('elsewhere', 'note').signer)),
    ],
    [
      403,
      'another key of the log',
      async () => request(8, 40, signedCheckpoint(log.leaves, sampleKey(log.origin, 'note', 2).signer)),
    ],
    [
      403,
      'a signature of something else',
      async () => request(8, 40, log.checkpointAt(40).replace('\n40\n', '\n41\n')),
    ],
    [
      409,
      'another tree of the same size',
      async () => request(8, 8, signedCheckpoint(log.leaves.slice(1, 9), log.key.signer)),
    ],
    [
      422,
      'a proof that is missing',
      async () => printAddCheckpoint({ oldSize: 8, proof: [], checkpoint: log.checkpointAt(40) }),
    ],
    [
      422,
      'a proof where none is needed',
      async () => printAddCheckpoint({ oldSize: 8, proof: [log.leaves[0]!], checkpoint: log.checkpointAt(8) }),
    ],
    [
      422,
      'a log that was rewritten',
      async () => request(8, 40, signedCheckpoint([leafHash(Buffer.of(1)), ...log.leaves.slice(1)], log.key.signer)),
    ],
  ])('answers %d to %s, and keeps what it had', async (status, _, body) => {
    const memory = new Memory();
    await witness(memory).addCheckpoint(await request(0, 8));
    const kept = memory.trees.get(log.origin);
    expect((await witness(memory).addCheckpoint(await body())).status).toBe(status);
    expect(memory.trees.get(log.origin)).toBe(kept);
  });

  it('takes no proof from an empty tree', async () => {
    const proof: Hash[] = [log.leaves[0]!];
    const body = printAddCheckpoint({ oldSize: 0, proof, checkpoint: log.checkpointAt(8) });
    expect((await witness().addCheckpoint(body)).status).toBe(422);
  });

  it('takes an empty tree only with the root of an empty tree', async () => {
    const text = `${log.origin}\n0\n${log.leaves[0]!.toString('base64')}\n`;
    const signature = Buffer.concat([Buffer.from(log.key.trusted.id, 'hex'), log.key.signer.signs(text)]);
    const note = `${text}\n— ${log.origin} ${signature.toString('base64')}\n`;
    expect(
      (await witness().addCheckpoint(printAddCheckpoint({ oldSize: 0, proof: [], checkpoint: note }))).status,
    ).toBe(409);
  });
});

describe('the answer of a witness', () => {
  it('is taken only so far as it is good and of a witness that is known', async () => {
    const { body } = await witness().addCheckpoint(await request(0, 8));
    const checkpoint = log.checkpointAt(8);
    const stranger = sampleKey('witness.example/w2', 'cosignature');
    expect(addCosignatures(checkpoint, body, [stranger.trusted])).toBe(checkpoint);
    expect(addCosignatures(log.checkpointAt(9), body, [key.trusted])).toBe(log.checkpointAt(9));
    const once = addCosignatures(checkpoint, body, [key.trusted]);
    expect(addCosignatures(once, body, [key.trusted])).toBe(once);
    expect(() => addCosignatures(checkpoint, 'nothing', [key.trusted])).toThrow(Malformed);
  });
});
