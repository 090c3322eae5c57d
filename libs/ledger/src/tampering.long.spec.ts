import { rounds } from '#eventsourcing/testing';
import { drills } from '../testing/drills.js';
import { sampleKey, sampleLog, signedCheckpoint } from '../testing/sample-log.js';
import { bentBytes, bentText, type Random } from '../testing/tampering.js';
import { Malformed } from './malformed.js';
import { NotSigned, openCheckpoint } from './notes/checkpoint.js';
import { parseVerifierKey } from './notes/keys.js';
import { makeReceipt, verifyReceipt } from './receipts/receipt.js';
import { MemoryTileStore } from './tiles/memory-tiles.js';
import { nodesOf } from './tiles/tile-store.js';
import { EMPTY_STATE, grow, type Hash } from './tree/growth.js';
import { consistencyProof, inclusionProof, rootAt } from './tree/proving.js';
import { verifyConsistency, verifyInclusion } from './tree/verification.js';

const TIMES = rounds(1_000);
const log = sampleLog(24);
const trust = { keys: [log.key.trusted] };
const drill = drills('proofs and checkpoints');

describe('proofs that were tampered with', () => {
  const SIZE = 3_000;
  const tree = sampleLog(SIZE);
  const store = new MemoryTileStore();
  beforeAll(async () => store.extend(grow(EMPTY_STATE, tree.leaves), tree.entries));

  const entryOf = (receipt: string): Buffer => tree.entries[Number(/index (.*)/.exec(receipt)![1])]!;

  const bentProof = (proof: readonly Hash[], random: Random): Hash[] => {
    const at = random(proof.length);
    const bent = [
      () => proof.with(at, bentBytes(proof[at]!, random)),
      () => proof.toSpliced(at, 1),
      () => proof.toSpliced(at, 0, tree.leaves[random(SIZE)]!),
      () => proof.with(at, proof[at]!.subarray(0, random(32))),
      () => proof.with(at, proof[(at + 1) % proof.length]!).with((at + 1) % proof.length, proof[at]!),
    ][random(5)]!();
    const same = bent.length === proof.length && bent.every((hash, n) => hash.equals(proof[n]!));
    return same ? bentProof(proof, random) : bent;
  };

  it('are found, of inclusion', async () => {
    let good: Parameters<typeof verifyInclusion>[0];
    await drill('mutated inclusion proofs', 'undetected', rounds(50_000), async (random, n) => {
      if (n % 100 === 0) {
        const size = 2 + random(SIZE - 2);
        const index = random(size);
        const read = nodesOf(store, size);
        const proof = await inclusionProof(read, index, size);
        good = { index, size, leaf: tree.leaves[index]!, root: await rootAt(read, size), proof };
        if (!verifyInclusion(good)) return false;
      }
      const { leaf, root, proof, index, size } = good;
      const bent = [
        { leaf: bentBytes(leaf, random) },
        { root: bentBytes(root, random) },
        { index: (index + 1 + random(size - 1)) % size },
      ][random(8)] ?? { proof: bentProof(proof, random) };
      return !verifyInclusion({ ...good, ...bent });
    });
  });

  it('are found, of consistency', async () => {
    let good: Parameters<typeof verifyConsistency>[0];
    await drill('mutated consistency proofs', 'undetected', rounds(50_000), async (random, n) => {
      if (n % 100 === 0) {
        const newSize = 2 + random(SIZE - 2);
        const oldSize = 1 + random(newSize - 1);
        const read = nodesOf(store, newSize);
        const proof = await consistencyProof(read, oldSize, newSize);
        const [oldRoot, newRoot] = await Promise.all([rootAt(nodesOf(store, oldSize), oldSize), rootAt(read, newSize)]);
        good = { oldSize, newSize, oldRoot, newRoot, proof };
        if (!verifyConsistency(good)) return false;
      }
      const { oldRoot, newRoot, proof } = good;
      const bent = [{ oldRoot: bentBytes(oldRoot, random) }, { newRoot: bentBytes(newRoot, random) }][random(8)];
      return !verifyConsistency({ ...good, ...(bent ?? { proof: bentProof(proof, random) }) });
    });
  });

  it('are found, in receipts and for other records', async () => {
    const receipts = await Promise.all(
      [0, 1, 255, 2_999].map((index) => makeReceipt(store, index, tree.checkpointAt(SIZE))),
    );
    await drill('mutated receipts', 'undetected', TIMES, (random, n) => {
      const receipt = receipts[n % receipts.length]!;
      return !verifyReceipt(bentText(receipt, random), entryOf(receipt), trust).ok;
    });
    await drill('receipts for other records', 'undetected', TIMES, (random, n) => {
      const receipt = receipts[n % receipts.length]!;
      return !verifyReceipt(receipt, bentBytes(entryOf(receipt), random), trust).ok;
    });
    await drill('good receipts', 'false alarms', TIMES, (_, n) => {
      const receipt = receipts[n % receipts.length]!;
      return verifyReceipt(receipt, entryOf(receipt), trust).ok;
    });
  });
});

describe('checkpoints that were tampered with', () => {
  const refuses = (note: string, keys = [log.key.trusted]): boolean => {
    try {
      openCheckpoint(note, keys);
      return false;
    } catch (error) {
      return error instanceof Malformed || error instanceof NotSigned;
    }
  };
  const note = log.checkpointAt(24);
  const signature = note.split(' ').at(-1)!.trim();

  it('are found by their signature, key, origin, size and root', async () => {
    await drill('mutated checkpoints', 'undetected', TIMES, (random) => refuses(bentText(note, random)));
    await drill('mutated signatures', 'undetected', TIMES, (random) => {
      const bent = bentBytes(Buffer.from(signature, 'base64'), random).toString('base64');
      return refuses(note.replace(signature, bent));
    });
    await drill('other keys of the same name', 'undetected', TIMES, (_, n) =>
      refuses(signedCheckpoint(log.leaves, sampleKey(log.origin, 'note', n + 2).signer)),
    );
    await drill('mutated keys', 'undetected', TIMES, (random) => {
      try {
        return refuses(note, [parseVerifierKey(bentText(log.key.verifier, random))]);
      } catch (error) {
        return error instanceof Malformed;
      }
    });
    await drill('mutated origins', 'undetected', TIMES, (random) =>
      refuses(note.replaceAll(log.origin, bentText(log.origin, random).replaceAll('\n', '-'))),
    );
    await drill('mutated sizes', 'undetected', TIMES, (random) =>
      refuses(note.replace('\n24\n', `\n${25 + random(1e9)}\n`)),
    );
    await drill('mutated roots', 'undetected', TIMES, (random) => {
      const root = note.split('\n')[2]!;
      return refuses(note.replace(root, bentBytes(Buffer.from(root, 'base64'), random).toString('base64')));
    });
    await drill('good checkpoints', 'false alarms', TIMES, (_, n) => !refuses(log.checkpointAt(n % 25)));
  });
});
