import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { outputOf } from './child.mjs';
import { dayOf, exchangesTable } from './imports.mjs';
import { figure, median, percentile } from './rounds.mjs';
import { caughtUp, HOMEWARD, startServer, tokenFor } from './server.mjs';

const CLI = fileURLToPath(new URL('../../dist/apps/cli/src/main.js', import.meta.url));

/** Reconciliation of claimants' totals over many exchanges, and alerts over many cohorts, both read over HTTP. */
export async function measure({ quick, folder, say }) {
  const count = quick ? 500 : 10_000;
  const dataDir = join(folder, 'claims');
  mkdirSync(dataDir);
  say(`claims: bringing in ${count} exchanges, ${count} cohorts and 24 totals`);
  for (const [kind, table] of [
    ['exchanges', exchangesTable(join(folder, 'claims-exchanges.csv'), count)],
    ['cohorts', cohortsTable(join(folder, 'claims-cohorts.csv'), count)],
    ['totals', totalsTable(join(folder, 'claims-totals.csv'))],
  ]) {
    await outputOf(CLI, ['import', kind, table, '--data', dataDir, '--apply']);
  }
  const server = await startServer(HOMEWARD, { dataDir });
  try {
    await caughtUp(server);
    const headers = { authorization: `Bearer ${await tokenFor(server, ['caseworker'])}` };
    const read = (path) => timed(`${server.url}/api/v1${path}`, headers, quick ? 5 : 40, say);
    const reconciliation = await read('/reports/reconciliation');
    const alerts = await read('/alerts?limit=50');
    return {
      reconciliation: line(`reconciliation over ${count.toLocaleString('en')} exchanges`, 200, reconciliation),
      alerts: line(`alerts over ${count.toLocaleString('en')} cohorts, all overdue`, 100, alerts),
    };
  } finally {
    await server.stop();
  }
}

function line(what, goal, taken) {
  return figure(what, { unit: 'ms', value: median(taken), goal, note: `p99 ${percentile(taken, 0.99).toFixed(0)} ms` });
}

async function timed(url, headers, times, say) {
  say(`claims: ${new URL(url).pathname}`);
  const taken = [];
  for (let n = 0; n <= times; n++) {
    const started = performance.now();
    const response = await fetch(url, { headers });
    const body = await response.text();
    if (response.status !== 200) throw new Error(`${url} was answered with ${response.status}: ${body}`);
    if (n > 0) taken.push(performance.now() - started);
  }
  return taken;
}

/** Cohorts that have been in custody for years: each is overdue, and nobody has confirmed where it is. */
function cohortsTable(file, rows) {
  const lines = Array.from(
    { length: rows },
    (_, n) => `c-${n},Cohort ${n},prisoner-of-war,${n % 2 ? 'RU,UA' : 'UA,RU'},${n % 9 ? n % 300 : ''},${dayOf(n)}`,
  );
  return written(file, ['id,name,category,power_of_origin,detaining_power,headcount,date', ...lines]);
}

/** Two claimants' running totals, month by month. */
function totalsTable(file) {
  const lines = ['AE', 'UA'].flatMap((claimant) =>
    Array.from({ length: 12 }, (_, month) => {
      const rule = claimant === 'AE' ? 'AE,,' : ',UA,';
      return `${claimant.toLowerCase()}-${month},${claimant},2024-${String(month + 1).padStart(2, '0')}-28,${100_000 + month * 9_000},${rule}prisoner-of-war`;
    }),
  );
  return written(file, ['id,claimant,as_of,total,intermediaries,powers_of_origin,categories', ...lines]);
}

function written(file, lines) {
  const handle = openSync(file, 'w');
  writeSync(handle, `${lines.join('\n')}\n`);
  closeSync(handle);
  return file;
}
