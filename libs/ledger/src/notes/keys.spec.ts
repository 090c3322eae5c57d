import fc from 'fast-check';
import { Malformed } from '../malformed.js';
import { newKey, parseSignerKey, parseVerifierKey } from './keys.js';
import { isSignedBy, parseNote, printNote, signNote } from './note.js';

// golang.org/x/mod/sumdb/note, its package's own example.
const GO_SECRET = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const GO_VERIFIER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const GO_NOTE =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

const names = fc.string({ minLength: 1, unit: 'grapheme' }).filter((name) => !/[\p{White_Space}\p{Cc}+]/u.test(name));

describe('keys', () => {
  it('of Go are read, and sign as Go does', () => {
    const signer = parseSignerKey(GO_SECRET);
    const note = parseNote(GO_NOTE);
    expect(signer.verifier.id).toBe('c74f20a3');
    expect(isSignedBy(note, parseVerifierKey(GO_VERIFIER))).toBe(true);
    expect(printNote({ text: note.text, signatures: [signNote(note.text, signer)] })).toBe(GO_NOTE);
  });

  it('are read back as they were printed', () => {
    fc.assert(
      fc.property(names, fc.constantFrom('note' as const, 'cosignature' as const), (name, type) => {
        const { secret, verifier } = newKey(name, type);
        expect(parseVerifierKey(verifier)).toMatchObject({ name, type, id: parseSignerKey(secret).verifier.id });
      }),
      { numRuns: 50 },
    );
  });

  it('of one name and two types have two ids', () => {
    const seed = Buffer.alloc(32, 9);
    expect(newKey('a', 'note', seed).verifier.slice(0, 10)).not.toBe(
      newKey('a', 'cosignature', seed).verifier.slice(0, 10),
    );
  });

  it.each([
    '',
    'PeterNeumann',
    'PeterNeumann+c74f20a3',
    'PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    'PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    'PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    'PeterNeumann+c74f20a3+AhpcQQcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T',
    'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n',
    'Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    GO_SECRET,
  ])('are refused as %p', (text) => {
    expect(() => parseVerifierKey(text)).toThrow(Malformed);
  });

  it('that are secret are not repeated in a refusal', () => {
    expect(() => parseSignerKey(`${GO_SECRET}A`)).toThrow(Malformed);
    expect(() => parseSignerKey(`${GO_SECRET}A`)).not.toThrow(/AYEKFALVFGy/);
    expect(() => parseSignerKey(GO_SECRET.replace('c74f20a3', 'c74f20a4'))).toThrow(/its id is c74f20a3/);
    expect(() => newKey('a name', 'note')).toThrow(Malformed);
  });
});
