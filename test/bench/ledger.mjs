import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { write } from './appends.mjs';
import { outputOf } from './child.mjs';
import { stores } from './homeward.mjs';
import { against, figure, interleave, median, percentile } from './rounds.mjs';
import { treelessStore } from './treeless.mjs';

const SCRIPT = fileURLToPath(new URL('ledger-once.mjs', import.meta.url));

/** What the tree costs where records are appended, and what it takes to verify, sign and prove them. */
export async function measure(bench) {
  return {
    'ledger-appends-1': await appends(bench, 1, 4_000),
    'ledger-appends-32': await appends(bench, 32, 64_000),
    ...(await verifying(bench)),
    ...(await proving(bench)),
  };
}

async function appends({ quick, folder, say, durable }, writers, most) {
  const count = quick ? most / 10 : most;
  const Treeless = await treelessStore();
  const side = (Store, name) => async () => {
    const store = await Store.open(join(folder, `${randomUUID()}.db`));
    durable(name, store.settings);
    const rate = await write(writers, count, (stream, n, event) =>
      store.append([{ stream, expected: n === 0 ? 'none' : n - 1, events: [event] }]),
    );
    await store.close();
    return rate;
  };
  const { ours, treeless } = await interleave(
    quick ? 1 : 5,
    { ours: side(stores.SqliteEventStore, 'Homeward'), treeless: side(Treeless, 'Homeward without its tree') },
    { say: (what) => say(`ledger, ${writers} at once: ${what}`), warmUp: !quick },
  );
  return against(`durable appends with the tree, ${writers === 1 ? '1 writer' : `${writers} writers`}`, {
    unit: 'events/s',
    ours,
    reference: treeless,
    referenceIs: 'the same store without it',
    goal: 0.9,
  });
}

async function verifying({ quick, folder, say, log }) {
  const events = quick ? 20_000 : 1_000_000;
  const place = join(folder, 'ledger');
  mkdirSync(place);
  const file = await log(events);
  const once = async (how) => JSON.parse(await outputOf(SCRIPT, [how, file, place]));
  say(`ledger: bundling ${events.toLocaleString('en')} records`);
  const made = await once('bundle');
  if (made.records < events) throw new Error(`the bundle holds ${made.records} of ${events} records`);
  const { verify, sha256 } = await interleave(
    quick ? 1 : 3,
    { verify: () => once('verify'), sha256: () => once('sha256') },
    { say: (what) => say(`ledger: ${what}`) },
  );
  const rates = (rounds) => rounds.map(({ seconds }) => made.records / seconds);
  const most = verify.map(({ mostMiB }) => mostMiB);
  const at = (share) =>
    Math.round(median(verify.map(({ samples }) => samples[Math.floor((samples.length - 1) * share)].residentMiB)));
  const many = `${events.toLocaleString('en')} records`;
  return {
    'ledger-verify': against(`verifying a bundle of ${many}`, {
      unit: 'records/s',
      ours: rates(verify),
      reference: rates(sha256),
      referenceIs: 'SHA-256 over the same bytes',
    }),
    'ledger-verify-memory': figure(`verifying a bundle of ${many}, resident memory`, {
      unit: 'MiB',
      value: median(most),
      rounds: most,
      note: `${at(0.25)} MiB at a quarter of the log, ${at(0.5)} at a half, ${at(1)} at its end`,
    }),
    'ledger-bundle': figure(`writing a bundle of ${many}`, { unit: 's', value: made.seconds }),
  };
}

async function proving({ quick, folder, say, log }) {
  const events = quick ? 20_000 : 1_000_000;
  const place = join(folder, 'proofs');
  mkdirSync(place);
  const file = join(place, 'log.sqlite');
  copyFileSync(await log(events), file);
  say('ledger: checkpoints and proofs');
  const told = JSON.parse(await outputOf(SCRIPT, ['proofs', file, place, quick ? '40' : '400']));
  const line = (what, values) =>
    figure(`${what}, ${events.toLocaleString('en')} records, p99`, {
      unit: 'ms',
      value: percentile(values, 0.99),
      note: `the middle is ${median(values).toFixed(2)} ms`,
    });
  return {
    'ledger-checkpoint': line('signing a checkpoint, durably', told.checkpoints),
    'ledger-receipt': line('a receipt', told.receipts),
    'ledger-consistency': line('a consistency proof', told.consistency),
  };
}
