import { existsSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rounds } from '#eventsourcing/testing';
import { leafHash, newKey, parseSignerKey, type LogProved, type SignerKey } from '#ledger';
import { bentText, drills, retoldRecord, signedCheckpoint, tamper, TAMPERINGS, type Random } from '#ledger/testing';
import { madePlausible, recordsIn } from './attacker.js';
import { otherKey, TamperedStore } from './tampered-store.js';

/**
 * Drills on the files of a real store, whose checkpoint the auditor holds. The attacker has the disk and makes every row, tile
 * and hash again; in a second round he has the signing key as well. Mutated proofs and bundles: `libs/ledger`.
 */
const TIMES = rounds(1_000);
/** In memory where there is such a place: thousands of stores are written. */
const PLACE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const drill = drills('a store');

let store: TamperedStore;
let held: string;
beforeAll(async () => {
  store = await TamperedStore.make(mkdtempSync(join(PLACE, 'homeward-tamper-')));
  held = store.checkpointOf(store.records);
});
afterAll(() => rmSync(store.folder, { recursive: true }));

/** Tampers until it shows, and makes a history of it that could have been. */
function forged(kind: keyof typeof TAMPERINGS, random: Random): Buffer[] {
  const records = madePlausible(tamper(TAMPERINGS[kind]!, store.records, random).records);
  const same =
    records.length === store.records.length && records.every((record, at) => record.equals(store.records[at]!));
  return same ? forged(kind, random) : records;
}

const found = async (checkpoint = held): Promise<boolean> => !(await store.verdict(checkpoint)).ok;

describe.each([
  { who: 'the disk', signed: false },
  { who: 'the disk and the key', signed: true },
])('against somebody who has $who', ({ who, signed }) => {
  const by = `by who has ${who}`;

  it.each(['edits', 'deletions', 'insertions', 'reorderings'] as const)('%s are found', async (kind) => {
    await drill(`${kind} ${by}`, 'undetected', TIMES, async (random) => {
      store.rewrite(forged(kind, random), { signed });
      return found();
    });
  });

  it('a rollback is found, also where other records were appended to it since', async () => {
    await drill(`rollbacks to an earlier state ${by}`, 'undetected', TIMES, async (random) => {
      const kept = store.records.slice(0, random(store.records.length));
      const since =
        random(2) === 0 ? [] : store.records.slice(kept.length).map((record) => retoldRecord(record, random));
      store.rewrite(madePlausible([...kept, ...since]), { signed });
      return found();
    });
  });

  it('a write-ahead log that was cut off is found', async () => {
    await drill(`truncations of the write-ahead log ${by}`, 'undetected', TIMES, async (random) => {
      const { log, wal } = store.cut();
      truncateSync(wal, random(statSync(wal).size));
      if (signed) store.keep(store.checkpointOf(left(log)));
      return found();
    });
  });

  it('a history that forks between two auditors is found once they compare what they hold', async () => {
    await drill(`forked histories ${by}`, 'undetected', TIMES, async (random) => {
      const at = random(store.records.length);
      const fork = (): Buffer[] =>
        madePlausible([
          ...store.records.slice(0, at),
          ...store.records.slice(at, at + 1 + random(4)).map((record) => retoldRecord(record, random)),
        ]);
      const [one, other] = [fork(), fork()];
      const common = Math.min(one.length, other.length);
      if (one.slice(0, common).every((record, index) => record.equals(other[index]!))) return true;
      store.rewrite(one, { signed });
      // Without the key nobody can be shown the fork; with it each auditor alone finds nothing.
      const alone = await found(store.checkpointOf(one));
      return alone !== signed && (await found(store.checkpointOf(other)));
    });
  });
});

/** What can still be read of a log that was cut off. */
function left(log: string): Buffer[] {
  try {
    return recordsIn(log);
  } catch {
    return [];
  }
}

function keyOf(name: string): SignerKey {
  return parseSignerKey(newKey(name, 'note').secret);
}

describe('a checkpoint that was changed', () => {
  it('is found in its signature, key, origin and size, no matter who signed it', async () => {
    const leaves = store.records.map(leafHash);
    const lines = held.split('\n');
    store.restore();
    const changes: Readonly<Record<string, (random: Random, n: number) => string>> = {
      'checkpoints with a character changed': (random) => bentText(held, random),
      'checkpoints with another signature': (random) =>
        held.replace(/.{8}=?\n$/, (end) => bentText(end.slice(0, 6), random).replace('\n', 'A') + end.slice(6)),
      'checkpoints signed with another key': (_, n) => signedCheckpoint(leaves, otherKey(n).signer),
      'checkpoints of another origin': (_, n) => signedCheckpoint(leaves, keyOf(`other-${n}.example/log`)),
      'checkpoints of another size': (random) => held.replace(`\n${lines[1]}\n`, `\n${25 + random(1e6)}\n`),
      'checkpoints of another size, signed with the key': (random) =>
        store.checkpointOf([...store.records, ...store.records.slice(0, 1 + random(9))]),
    };
    for (const [kind, change] of Object.entries(changes)) {
      await drill(kind, 'undetected', TIMES, async (random, n) => {
        store.keep(change(random, n));
        return found();
      });
    }
  });
});

/** Says something else, and was recorded when the record was. */
function retoldAtItsTime(record: Buffer, random: Random): Buffer {
  const [at] = /"recordedAt":"[^"]*"/.exec(record.toString())!;
  const told = retoldRecord(record, random);
  return told.includes(at) ? told : retoldAtItsTime(record, random);
}

describe('what lies after the checkpoint that is held', () => {
  it('is stated as the exposure, in records and seconds: there, and there alone, who has the key goes unnoticed', async () => {
    let [most, seconds] = [0, 0];
    await drill(
      'rewritings after the checkpoint held, their exposure stated to the record',
      'undetected',
      TIMES,
      async (random) => {
        const size = random(store.records.length);
        const after = store.records.slice(size).map((record) => retoldAtItsTime(record, random));
        store.rewrite(madePlausible([...store.records.slice(0, size), ...after]), { signed: true });
        const verdict = (await store.verdict(store.checkpointOf(store.records.slice(0, size)))) as LogProved;
        const { records, from, to } = verdict.exposure;
        most = Math.max(most, records);
        seconds = Math.max(seconds, (Date.parse(to!) - Date.parse(from!)) / 1_000);
        return records === store.records.length - size;
      },
    );
    process.stdout.write(`\nThe largest exposure stated: ${most} records, recorded within ${seconds} s\n`);
  });
});

describe('stores that nobody touched', () => {
  it('verify, whatever checkpoint of theirs is held, and with their last records in the write-ahead log', async () => {
    await drill('good stores', 'false alarms', TIMES, async (random, n) => {
      if (n % 20 === 0) store.cut();
      if (n % 20 === 10) store.restore();
      return !(await found(store.checkpointOf(store.records.slice(0, random(store.records.length + 1)))));
    });
  });
});
