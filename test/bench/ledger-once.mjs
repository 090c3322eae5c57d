// One pass over a log or its bundle, in a process of its own: `node ledger-once.mjs bundle|verify|sha256|proofs <log> <folder>`.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cases, ledger, stores } from './homeward.mjs';

const [how, log, folder, asked] = process.argv.slice(2);
const MIB = 2 ** 20;
const [BUNDLE, RAW, KEY] = ['bundle.zip', 'records.raw', 'key'].map((name) => join(folder, name));
const address = `sqlite:${log}`;

const result = await { bundle, verify, sha256, proofs }[how]();
process.stdout.write(JSON.stringify({ ...result, mostMiB: process.resourceUsage().maxRSS / 1024 }));

/** The bundle, its key, and all its records one after the other for who only hashes them. */
async function bundle() {
  const { store, tiles, folder: signing, close } = await open(false);
  const checkpoint = await ledger.signAsItStands(signing, tiles);
  const options = { checkpoint, keys: signing.ring(), software: ledger.SOFTWARE, fold: new cases.BalancesByCohort() };
  const started = performance.now();
  const { size } = await ledger.writeBundle(store.readAll(), createWriteStream(BUNDLE), options);
  const seconds = (performance.now() - started) / 1000;
  const raw = createWriteStream(RAW);
  for await (const { canonical } of store.readAll()) {
    if (!raw.write(canonical)) await new Promise((resolve) => raw.once('drain', resolve));
  }
  await new Promise((resolve) => raw.end(resolve));
  writeFileSync(KEY, signing.ring()[0].key);
  await close();
  return { seconds, records: size };
}

/** All that an auditor's verifier does, the balances among it. */
async function verify() {
  const samples = [];
  const started = performance.now();
  const verdict = await ledger.verifyBundle(BUNDLE, {
    key: readFileSync(KEY, 'utf8'),
    fold: new cases.BalancesByCohort(),
    onProgress: (records, of) => {
      // A sample each sixteenth of the way; the verifier tells after each 256.
      if (records < of && records % Math.ceil(of / 16) >= 256) return;
      samples.push({ records, residentMiB: process.memoryUsage.rss() / MIB });
    },
  });
  if (!verdict.ok) throw new Error(verdict.fault.message);
  return { seconds: (performance.now() - started) / 1000, records: verdict.size, samples };
}

/** The least that anybody who hashes the same bytes has to do. */
async function sha256() {
  const hash = createHash('sha256');
  const started = performance.now();
  for await (const piece of createReadStream(RAW, { highWaterMark: MIB })) hash.update(piece);
  hash.digest();
  return { seconds: (performance.now() - started) / 1000 };
}

/** Milliseconds of each checkpoint after one more record, of each receipt, and of each consistency proof. */
async function proofs() {
  const { store, tiles, folder: signing, close } = await open(true);
  const [checkpoints, receipts, consistency] = [[], [], []];
  let note = await ledger.signAsItStands(signing, tiles);
  for (let n = 0; n < Number(asked); n++) {
    await store.append([{ stream: `bench-${n}`, expected: 'none', events: [anEvent(n)] }]);
    note = await timed(checkpoints, () => ledger.signAsItStands(signing, tiles));
  }
  const { size } = await tiles.state();
  const prove = ledger.proverOf(tiles);
  for (let n = 0; n < Number(asked) * 5; n++) {
    const index = Math.floor(Math.random() * size);
    await timed(receipts, () => ledger.makeReceipt(tiles, index, note));
    await timed(consistency, () => prove(index, size));
  }
  await close();
  return { records: size, checkpoints, receipts, consistency };
}

async function timed(into, work) {
  const started = performance.now();
  const given = await work();
  into.push(performance.now() - started);
  return given;
}

async function open(writable) {
  const store = await stores.openEventStore(address, { readOnly: !writable });
  const tiles = await stores.openLedger(address, store, '');
  const close = async () => {
    await tiles.close();
    await store.close();
  };
  return { store, tiles, folder: ledger.LedgerFolder.open(join(folder, `signing-${how}`)), close };
}

function anEvent(n) {
  const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const command = { id, name: 'ConfirmWhereabouts', digest: '0123456789abcdef0123456789abcdef' };
  const who = { actor: 'Bench', organisation: null, correlation: id, causation: null };
  return {
    type: 'WhereaboutsConfirmed',
    data: {},
    id,
    schema: 1,
    ...who,
    command,
    recordedAt: new Date().toISOString(),
  };
}
