import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { leafHash, newKeyRing, printKeyRing, type Verdict } from '#ledger';
import { sampleKey, sampleRecords, signedCheckpoint } from '#ledger/testing';
import { openEventStore } from '#stores';
import { verifyKeptLog } from '../../apps/cli/src/auditing/kept-log.js';
import { recordsIn, rewriteLog } from './attacker.js';

const KEY = sampleKey('homeward.example/log', 'note');
const RECORDS = 24;
/** Between two records. */
const APART_MS = 10_000;

/** A data folder as a server leaves it, for drills to be held on copies of it, and the auditor who holds a checkpoint. */
export class TamperedStore {
  /** The records, as they were before anybody came. */
  readonly records: readonly Buffer[];
  private readonly log: string;
  private readonly pristine: string;
  private kept: string | undefined;
  /** Whether the file is a whole one, so that it can be rewritten as it stands. */
  private isWhole = true;

  private constructor(readonly folder: string) {
    this.log = join(folder, 'log.sqlite');
    this.pristine = join(folder, 'pristine.sqlite');
    this.records = recordsIn(this.pristine);
  }

  static async make(folder: string): Promise<TamperedStore> {
    mkdirSync(join(folder, 'ledger', 'checkpoints'), { recursive: true });
    writeFileSync(join(folder, 'ledger', 'signing-key'), KEY.secret);
    writeFileSync(join(folder, 'ledger', 'keys.json'), printKeyRing(newKeyRing(KEY.verifier)));
    const log = join(folder, 'log.sqlite');
    const store = await openEventStore(`sqlite:${log}`);
    // One by one, so that the write-ahead log holds as many commits.
    for (const [index, { stream, revision, position: _, canonical: __, ...event }] of sampleRecords(
      RECORDS,
    ).entries()) {
      const recordedAt = new Date(Date.UTC(2025, 7, 24, 10) + index * APART_MS).toISOString();
      const expected = revision === 0 ? 'none' : revision - 1;
      await store.append([{ stream, expected, events: [{ ...event, recordedAt }] }]);
    }
    // As a power cut would leave it: what was committed stands in the write-ahead log.
    copyFileSync(log, join(folder, 'cut.sqlite'));
    writeFileSync(join(folder, 'cut.sqlite-wal'), withoutRoom(readFileSync(`${log}-wal`)));
    await store.close();
    copyFileSync(log, join(folder, 'pristine.sqlite'));
    const made = new TamperedStore(folder);
    made.keep(made.checkpointOf(made.records));
    return made;
  }

  /** A checkpoint of these records, signed with the log's key. */
  checkpointOf(records: readonly Buffer[]): string {
    return signedCheckpoint(records.map(leafHash), KEY.signer);
  }

  /** The store as it was, with the checkpoint of all its records. */
  restore(): void {
    this.clear();
    copyFileSync(this.pristine, this.log);
    this.isWhole = true;
    this.keep(this.checkpointOf(this.records));
  }

  /** The file and its write-ahead log, as a power cut would leave them. */
  cut(): { readonly log: string; readonly wal: string } {
    this.clear();
    this.isWhole = false;
    copyFileSync(join(this.folder, 'cut.sqlite'), this.log);
    copyFileSync(join(this.folder, 'cut.sqlite-wal'), `${this.log}-wal`);
    this.keep(this.checkpointOf(this.records));
    return { log: this.log, wal: `${this.log}-wal` };
  }

  /** Puts other records in, with all their hashes; and anyone who has the key signs them as well. */
  rewrite(records: readonly Buffer[], { signed }: { readonly signed: boolean }): void {
    if (!this.isWhole) this.restore();
    rewriteLog(this.log, records);
    this.keep(this.checkpointOf(signed ? records : this.records));
  }

  /** Puts a checkpoint in the place of the last. */
  keep(checkpoint: string): void {
    if (checkpoint === this.kept) return;
    writeFileSync(join(this.folder, 'ledger', 'checkpoints', '000000000001'), checkpoint);
    this.kept = checkpoint;
  }

  /** What the auditor finds, with the key and a checkpoint held outside. */
  verdict(checkpoint: string | undefined): Promise<Verdict> {
    return verifyKeptLog(this.folder, undefined, { key: KEY.verifier, checkpoint });
  }

  private clear(): void {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${this.log}${suffix}`, { force: true });
  }
}

/** Another key of the same name. */
export function otherKey(seed: number) {
  return sampleKey('homeward.example/log', 'note', seed + 2);
}

const WAL_HEADER = 32;
const WAL_FRAME = 24 + 4_096;

/** A write-ahead log up to its last frame: cutting off the room behind that is no attack. */
function withoutRoom(wal: Buffer): Buffer {
  const frames = Math.ceil((wal.findLastIndex((byte) => byte !== 0) + 1 - WAL_HEADER) / WAL_FRAME);
  return wal.subarray(0, WAL_HEADER + frames * WAL_FRAME);
}
