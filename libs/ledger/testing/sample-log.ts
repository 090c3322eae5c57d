import { createHash } from 'node:crypto';
import { fromCanonical, toCanonical, type Json, type Recorded } from '#eventsourcing';
import {
  EMPTY_STATE,
  grow,
  leafHash,
  newKey,
  parseSignerKey,
  parseVerifierKey,
  printCheckpoint,
  printNote,
  rootOf,
  signNote,
  type BalanceFold,
  type Hash,
  type LedgerRecord,
  type SignerKey,
} from '../src/index.js';

/** A key made of a number, so that a failing test fails again. */
export function sampleKey(name: string, type: 'note' | 'cosignature', seed = 1) {
  const texts = newKey(name, type, createHash('sha256').update(`${name} ${seed}`).digest());
  return { ...texts, signer: parseSignerKey(texts.secret), trusted: parseVerifierKey(texts.verifier) };
}

/** A UUID made of a number. */
export function sampleId(n: number): string {
  return createHash('md5')
    .update(String(n))
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A log of `count` records in `streams` streams, in turn. */
export function sampleRecords(count: number, { streams = 7, about = 'a cohort' } = {}): Recorded[] {
  return Array.from({ length: count }, (_, n) => {
    const data = { headcount: { kind: 'exact', value: n % 150 }, note: `${about}, entry ${n}: «Брест»` };
    const command = { id: sampleId(-n - 1), name: 'RegisterCohort', digest: '0123456789abcdef0123456789abcdef' };
    const event = {
      type: 'CohortRegistered',
      data,
      id: sampleId(n),
      schema: 1,
      actor: 'caseworker-1',
      organisation: null,
      command,
      correlation: `request-${n}`,
      causation: null,
      recordedAt: '2025-08-24T10:00:00.000Z',
    };
    const canonical = toCanonical(event, `cohort-${n % streams}`, Math.floor(n / streams));
    return fromCanonical(String(n + 1).padStart(16, '0'), canonical);
  });
}

export function bytesOf(records: readonly Recorded[]): Buffer[] {
  return records.map(({ canonical }) => Buffer.from(canonical));
}

/** A checkpoint of these leaves, signed; the origin is the key's name. */
export function signedCheckpoint(leaves: readonly Hash[], signer: SignerKey, origin = signer.verifier.name): string {
  const root = rootOf(grow(EMPTY_STATE, leaves).state);
  const text = printCheckpoint({ origin, size: leaves.length, root, extensions: [] });
  return printNote({ text, signatures: [signNote(text, signer)] });
}

/** A log whose tree is small enough to be kept, with its key. */
export function sampleLog(count: number, origin = 'homeward.example/log') {
  const records = sampleRecords(count);
  const entries = bytesOf(records);
  const leaves = entries.map(leafHash);
  const key = sampleKey(origin, 'note');
  const checkpointAt = (size: number): string => signedCheckpoint(leaves.slice(0, size), key.signer);
  return { origin, records, entries, leaves, key, checkpointAt };
}

/** Adds up headcounts by stream, in the place of the domain. */
export function sampleFold(): BalanceFold {
  const people = new Map<string, number>();
  return {
    take: ({ stream, data }: LedgerRecord) => {
      const { headcount } = data as { headcount?: { value: number } };
      people.set(stream, (people.get(stream) ?? 0) + (headcount?.value ?? 0));
    },
    balances: (): Json => Object.fromEntries([...people].map(([stream, value]) => [stream, { kind: 'exact', value }])),
  };
}
