import fc from 'fast-check';
import { sampleKey } from '../../testing/sample-log.js';
import { Malformed } from '../malformed.js';
import { NotSigned, openCheckpoint, parseCheckpoint, printCheckpoint } from './checkpoint.js';
import { cosign, cosignaturesOf } from './cosignature.js';
import { parseCount } from './fields.js';
import { isSignedBy, parseNote, printNote, printSignatures, signNote } from './note.js';

const log = sampleKey('homeward.example/log', 'note');
const witness = sampleKey('witness.example/w1', 'cosignature');

// golang.org/x/mod/sumdb/note, its package's own example.
const GO_NOTE =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

// The example of C2SP tlog-cosignature.
const C2SP_NOTE =
  'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n' +
  '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n' +
  '— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n';

const names = fc.string({ minLength: 1, unit: 'grapheme' }).filter((name) => !/[\p{White_Space}\p{Cc}+]/u.test(name));
const lines = fc.string({ unit: 'grapheme', minLength: 1 }).filter((line) => !/\p{Cc}/u.test(line));

describe('a signed note', () => {
  it('is read back as it was printed', () => {
    const signature = fc.record({
      name: names,
      keyId: fc.stringMatching(/^[0-9a-f]{8}$/),
      signature: fc.uint8Array({ minLength: 1, maxLength: 80 }).map((bytes) => Buffer.from(bytes)),
    });
    const text = fc.array(fc.oneof(lines, fc.constant('')), { minLength: 1 }).map((all) => `${all.join('\n')}\n`);
    fc.assert(
      fc.property(text, fc.array(signature, { minLength: 1, maxLength: 5 }), (text, signatures) => {
        expect(parseNote(printNote({ text, signatures }))).toEqual({ text, signatures });
      }),
    );
  });

  it('prints what it reads', () => {
    for (const note of [GO_NOTE, C2SP_NOTE]) expect(printNote(parseNote(note))).toBe(note);
  });

  it.each<[string, string]>([
    ['no signature', 'text\n\n'],
    ['no blank line', 'text\n— a x08go/ZJkuBS9UG/\n'],
    ['no last newline', GO_NOTE.slice(0, -1)],
    ['a carriage return', GO_NOTE.replaceAll('\n', '\r\n')],
    ['a tab', GO_NOTE.replace('If', '\tIf')],
    ['a lone surrogate', GO_NOTE.replace('If', '\ud800')],
    ['a hyphen for the dash', GO_NOTE.replace('—', '-')],
    ['a second space', GO_NOTE.replace('— ', '—  ')],
    ['a plus in a name', GO_NOTE.replace('PeterNeumann', 'Peter+Neumann')],
    ['a signature without padding', GO_NOTE.replace('nAM=', 'nAM')],
    ['a signature in another base64', GO_NOTE.replace('x08go/', 'x08go_')],
    ['a signature with spare bits', GO_NOTE.replace('nAM=', 'nAN=')],
    ['a signature of a key id alone', `text\n\n— a x08gow==\n`],
    ['something after the signatures', `${GO_NOTE}more\n`],
    ['too many signatures', `text\n\n${'— a x08go/ZJkuBS9UG/\n'.repeat(101)}`],
    ['too much text', `${'x'.repeat(1_000_000)}\n\n— a x08go/ZJkuBS9UG/\n`],
  ])('is refused with %s', (_, note) => {
    expect(() => parseNote(note)).toThrow(Malformed);
  });
});

describe('a checkpoint', () => {
  const root = Buffer.alloc(32, 5);
  const text = printCheckpoint({ origin: log.trusted.name, size: 7, root, extensions: [] });
  const signed = printNote({ text, signatures: [signNote(text, log.signer)] });

  it('is read back as it was printed', () => {
    const checkpoints = fc.record({
      origin: lines,
      size: fc.maxSafeNat(),
      root: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes)),
      extensions: fc.array(lines, { maxLength: 3 }),
    });
    fc.assert(fc.property(checkpoints, (each) => expect(parseCheckpoint(printCheckpoint(each))).toEqual(each)));
  });

  it('of the specification is read', () => {
    expect(parseCheckpoint(parseNote(C2SP_NOTE).text)).toMatchObject({
      origin: 'example.com/behind-the-sofa',
      size: 20_852_163,
    });
  });

  it.each([
    ['a leading zero', text.replace('\n7\n', '\n07\n')],
    ['a sign', text.replace('\n7\n', '\n+7\n')],
    ['a size past what a number holds', text.replace('\n7\n', '\n9007199254740992\n')],
    ['a short root', text.replace(root.toString('base64'), 'AAAA')],
    ['no root', 'origin\n7\n'],
    ['an empty origin', text.replace(log.trusted.name, '')],
    ['an empty line', `${text}\n`],
    ['no last newline', text.slice(0, -1)],
  ])('is refused with %s', (_, text) => {
    expect(() => parseCheckpoint(text)).toThrow(Malformed);
  });

  it('opens with the key that signed it, no matter who else signed', () => {
    const other = sampleKey('homeward.example/log', 'note', 2);
    const both = printNote({ text, signatures: [signNote(text, other.signer), ...parseNote(signed).signatures] });
    expect(openCheckpoint(both, [log.trusted])).toMatchObject({ size: 7, signedBy: [log.trusted] });
    expect(openCheckpoint(both, [other.trusted, log.trusted]).signedBy).toHaveLength(2);
  });

  it('does not open with another key, a witness key, or a good and a bad signature of one key', () => {
    const good = signNote(text, log.signer);
    const twice = printNote({ text, signatures: [good, { ...good, signature: Buffer.alloc(64) }] });
    expect(() => openCheckpoint(signed, [sampleKey('homeward.example/log', 'note', 2).trusted])).toThrow(NotSigned);
    expect(() => openCheckpoint(signed, [witness.trusted])).toThrow(NotSigned);
    expect(() => openCheckpoint(twice, [log.trusted])).toThrow(NotSigned);
  });

  it('does not open where it is of another log than the key', () => {
    const stranger = printCheckpoint({ origin: 'elsewhere.example/log', size: 7, root, extensions: [] });
    const note = printNote({ text: stranger, signatures: [signNote(stranger, log.signer)] });
    expect(() => openCheckpoint(note, [log.trusted])).toThrow(/is of elsewhere.example\/log/);
  });

  it('carries cosignatures with their times', () => {
    const cosigned = { text, signatures: [signNote(text, log.signer), cosign(text, witness.signer, 1_679_315_147)] };
    expect(cosignaturesOf(cosigned, [witness.trusted])).toEqual([
      { witness: witness.trusted, timestamp: 1_679_315_147 },
    ]);
    const { signature } = cosigned.signatures[1]!;
    for (let at = 0; at < signature.length; at++) {
      const bent = Buffer.from(signature);
      bent[at]! ^= 1;
      const signatures = [{ ...cosigned.signatures[1]!, signature: bent }];
      expect(cosignaturesOf({ text, signatures }, [witness.trusted])).toEqual([]);
    }
    expect(printSignatures([cosigned.signatures[1]!])).toMatch(/^— witness\.example\/w1 [A-Za-z0-9+/]+=*\n$/);
  });

  it('is signed by keys of their own kind only', () => {
    expect(() => cosign(text, log.signer, 1)).toThrow(TypeError);
    expect(() => signNote(text, witness.signer)).toThrow(TypeError);
    const asNote = { name: witness.trusted.name, keyId: witness.trusted.id, signature: witness.signer.signs(text) };
    expect(isSignedBy({ text, signatures: [asNote] }, witness.trusted)).toBe(false);
  });

  it('counts in plain decimals', () => {
    for (const text of ['', '-1', '1.0', '1e3', '0x1', ' 1', '1 ', '00', '18446744073709551615', '１']) {
      expect(() => parseCount(text)).toThrow(Malformed);
    }
  });
});
