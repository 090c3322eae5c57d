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
  const many = count.toLocaleString('en');
  const times = quick ? 5 : 40;
  say(`claims: bringing in ${many} exchanges and 24 totals`);
  const exchanges = await broughtIn(join(folder, 'claims'), [
    ['exchanges', exchangesTable(join(folder, 'claims-exchanges.csv'), count)],
    ['totals', totalsTable(join(folder, 'claims-totals.csv'))],
  ]);
  const reconciliation = await timed(exchanges, '/reports/reconciliation', times, say);
  // In a folder of its own: exchanges bring in cohorts too.
  say(`claims: bringing in ${many} cohorts`);
  const cohorts = await broughtIn(join(folder, 'watched'), [
    ['cohorts', cohortsTable(join(folder, 'claims-cohorts.csv'), count)],
  ]);
  const alerts = await timed(cohorts, '/alerts?limit=50', times, say);
  return {
    reconciliation: line(`reconciliation over ${many} exchanges`, 200, reconciliation),
    alerts: line(`alerts over ${many} cohorts, all overdue`, 100, alerts),
  };
}

/** A data folder that has been given some tables, as a user brings them in. */
async function broughtIn(dataDir, tables) {
  mkdirSync(dataDir);
  for (const [kind, table] of tables) await outputOf(CLI, ['import', kind, table, '--data', dataDir, '--apply']);
  return dataDir;
}

function line(what, goal, taken) {
  return figure(what, { unit: 'ms', value: median(taken), goal, note: `p99 ${percentile(taken, 0.99).toFixed(0)} ms` });
}

/** How long a server over a data folder takes to answer, read after read, in milliseconds; the first is not counted. */
async function timed(dataDir, path, times, say) {
  const server = await startServer(HOMEWARD, { dataDir });
  try {
    await caughtUp(server);
    const headers = { authorization: `Bearer ${await tokenFor(server, ['caseworker'])}` };
    say(`claims: ${path}`);
    const taken = [];
    for (let n = 0; n <= times; n++) {
      const started = performance.now();
      const response = await fetch(`${server.url}/api/v1${path}`, { headers });
      const body = await response.text();
      if (response.status !== 200) throw new Error(`${path} was answered with ${response.status}: ${body}`);
      if (n > 0) taken.push(performance.now() - started);
    }
    return taken;
  } finally {
    await server.stop();
  }
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
