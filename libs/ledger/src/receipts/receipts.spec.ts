import fc from 'fast-check';
import { sampleKey, sampleLog } from '../../testing/sample-log.js';
import { Malformed } from '../malformed.js';
import { cosign } from '../notes/cosignature.js';
import { parseNote, printNote } from '../notes/note.js';
import { MemoryTileStore } from '../tiles/memory-tiles.js';
import { EMPTY_STATE, grow } from '../tree/growth.js';
import { makeReceipt, verifyReceipt } from './receipt.js';
import { parseTlogProof, printTlogProof } from './tlog-proof.js';

const log = sampleLog(300);
const store = new MemoryTileStore();
const trust = { keys: [log.key.trusted] };
beforeAll(async () => store.extend(grow(EMPTY_STATE, log.leaves), log.entries));

describe('a tlog-proof', () => {
  it('is read back as it was printed', () => {
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
    const extra = fc.option(fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)));
    const checkpoint = log.checkpointAt(3);
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.array(hash, { maxLength: 63 }), extra, (index, proof, extra) => {
        const each = { index, proof, checkpoint, ...(extra === null ? {} : { extra }) };
        expect(parseTlogProof(printTlogProof(each))).toEqual(each);
      }),
    );
  });

  it('looks as C2SP says', async () => {
    const lines = (await makeReceipt(store, 2, log.checkpointAt(3))).split('\n');
    expect(lines.slice(0, 2)).toEqual(['c2sp.org/tlog-proof@v1', 'index 2']);
    expect(lines.slice(3, 6)).toEqual(['', log.origin, '3']);
  });

  it.each([
    ['another version', (text: string) => text.replace('@v1', '@v2')],
    ['no index', (text: string) => text.replace(/index .*\n/, '')],
    ['a leading zero', (text: string) => text.replace('index ', 'index 0')],
    ['a short hash', (text: string) => text.replace(/(index .*\n)/, '$1AAAA\n')],
    ['extra data that is no base64', (text: string) => text.replace('index', 'extra ?\nindex')],
    ['the extra data in another place', (text: string) => text.replace(/(index .*\n)/, '$1extra AAAA\n')],
    ['no checkpoint', (text: string) => text.slice(0, text.indexOf('\n\n'))],
    ['endless text', (text: string) => text + 'x'.repeat(2_000_000)],
  ])('is refused with %s', async (_, bend) => {
    const text = await makeReceipt(store, 5, log.checkpointAt(300));
    expect(() => parseTlogProof(bend(text))).toThrow(Malformed);
  });
});

describe('a receipt', () => {
  it('proves its record offline, in any checkpoint that holds it', async () => {
    for (const [index, size] of [
      [0, 1],
      [0, 300],
      [255, 256],
      [299, 300],
      [100, 257],
    ] as const) {
      const receipt = await makeReceipt(store, index, log.checkpointAt(size));
      expect(verifyReceipt(receipt, log.entries[index]!, trust)).toMatchObject({
        ok: true,
        index,
        checkpoint: { size },
      });
    }
  });

  it('proves no other record, nor the same at another place', async () => {
    const receipt = await makeReceipt(store, 7, log.checkpointAt(300));
    expect(verifyReceipt(receipt, log.entries[8]!, trust)).toMatchObject({ ok: false });
    expect(verifyReceipt(receipt.replace('index 7', 'index 6'), log.entries[7]!, trust)).toMatchObject({ ok: false });
  });

  it('says in words why it proves nothing', async () => {
    const receipt = await makeReceipt(store, 7, log.checkpointAt(300));
    const stranger = { keys: [sampleKey(log.origin, 'note', 2).trusted] };
    expect(verifyReceipt(receipt, log.entries[7]!, stranger)).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/no good signature/),
    });
    expect(verifyReceipt('x', log.entries[7]!, trust)).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^not a tlog-proof/),
    });
  });

  it('may ask for witnesses', async () => {
    const witnesses = [1, 2, 3].map((seed) => sampleKey(`witness.example/w${seed}`, 'cosignature', seed));
    const { text, signatures } = parseNote(log.checkpointAt(300));
    const cosigned = witnesses.slice(0, 2).map(({ signer }) => cosign(text, signer, 1_756_029_600));
    const receipt = await makeReceipt(store, 7, printNote({ text, signatures: [...signatures, ...cosigned] }));
    const asked = { ...trust, witnesses: witnesses.map(({ trusted }) => trusted) };
    expect(verifyReceipt(receipt, log.entries[7]!, { ...asked, quorum: 2 })).toMatchObject({
      ok: true,
      witnesses: [{ timestamp: 1_756_029_600 }, { timestamp: 1_756_029_600 }],
    });
    expect(verifyReceipt(receipt, log.entries[7]!, { ...asked, quorum: 3 })).toMatchObject({ ok: false });
    const twice = { ...asked, witnesses: [...asked.witnesses, ...asked.witnesses], quorum: 3 };
    expect(verifyReceipt(receipt, log.entries[7]!, twice)).toMatchObject({ ok: false });
  });

  it('is not made for a record that the checkpoint does not count', async () => {
    await expect(makeReceipt(store, 8, log.checkpointAt(8))).rejects.toThrow(RangeError);
  });
});
