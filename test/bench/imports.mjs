import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { start } from './child.mjs';
import { figure } from './rounds.mjs';
import { caughtUp, HOMEWARD, startServer, tokenFor } from './server.mjs';

const CLI = fileURLToPath(new URL('../../dist/apps/cli/src/main.js', import.meta.url));
const MIB = 2 ** 20;

/** A large table brought in as a user does, and given back as a spreadsheet. */
export async function measure({ quick, folder, say }) {
  const rows = quick ? 1_000 : 100_000;
  const lines = {};
  const [small, large] = [rows / 10, rows].map((count) =>
    exchangesTable(join(folder, `exchanges-${count}.csv`), count),
  );
  const dataDir = join(folder, 'imports');
  mkdirSync(dataDir);

  for (const [name, options] of [
    ['dry-run', []],
    ['apply', ['--apply']],
  ]) {
    say(`imports: ${name} of ${rows / 10} rows`);
    // A data folder of its own: what is recorded already makes rows "unchanged".
    const other = join(folder, `imports-${name}`);
    mkdirSync(other);
    const before = await importing(small, other, options);
    say(`imports: ${name} of ${rows} rows`);
    const run = await importing(large, dataDir, options);
    const what = `import of ${rows.toLocaleString('en')} exchanges, ${name}`;
    lines[`import-${name}`] = figure(what, { unit: 'rows/s', value: rows / run.seconds });
    lines[`import-${name}-memory`] = figure(`the same, memory against a tenth of the rows`, {
      unit: 'times',
      value: run.mostMiB / before.mostMiB,
      goal: 1.5,
      note: `${Math.round(run.mostMiB)} MiB at most`,
    });
  }
  lines['export-xlsx'] = await exported(dataDir, rows, say);
  return lines;
}

/** Runs `homeward import exchanges` to its end: how long it took, and the most memory that was seen. */
async function importing(file, dataDir, options) {
  const started = performance.now();
  const child = start(CLI, ['import', 'exchanges', file, '--data', dataDir, ...options]);
  child.stdout.resume();
  const watched = watchMemory(child.pid);
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`importing ${file} ended with ${code}`);
  return { seconds: (performance.now() - started) / 1000, mostMiB: watched() };
}

/** Looks at a process's own memory now and then, without what is mapped from files; gives the most that was seen, in MiB. */
function watchMemory(pid) {
  let most = 0;
  const look = () => {
    try {
      const kib = Number(/^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
      most = Math.max(most, kib / 1024);
    } catch {
      // It has ended, or this system does not tell.
    }
  };
  const timer = setInterval(look, 50);
  return () => {
    clearInterval(timer);
    return most;
  };
}

/** The list of exchanges as a spreadsheet: rows a second, from the request to its last byte. */
async function exported(dataDir, rows, say) {
  say(`imports: building the read models of ${rows} exchanges`);
  const server = await startServer(HOMEWARD, { dataDir });
  try {
    await caughtUp(server);
    const headers = { authorization: `Bearer ${await tokenFor(server, ['reporter'])}` };
    say('imports: the spreadsheet');
    const started = performance.now();
    const response = await fetch(`${server.url}/api/v1/exchanges?format=xlsx`, { headers });
    let bytes = 0;
    for await (const chunk of response.body) bytes += chunk.length;
    const seconds = (performance.now() - started) / 1000;
    const given = Number(response.headers.get('homeward-rows'));
    if (response.status !== 200 || given < rows) throw new Error(`${given} rows came with ${response.status}`);
    const kib = Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))?.[1]);
    return figure(`XLSX of ${rows.toLocaleString('en')} exchanges`, {
      unit: 'rows/s',
      value: given / seconds,
      note: `${(bytes / MIB).toFixed(1)} MiB in ${seconds.toFixed(1)} s; the server had ${Math.round(kib / 1024)} MiB at most`,
    });
  } finally {
    await server.stop();
  }
}

/** A table of exchanges both ways, over some years, a third of the figures not stated. */
export function exchangesTable(file, rows) {
  const handle = openSync(file, 'w');
  writeSync(
    handle,
    'id,date,status,intermediaries,source,url,published_on,reliability,credibility,to_RU_prisoner-of-war,to_UA_prisoner-of-war,to_UA_civilian\n',
  );
  let text = '';
  for (let n = 0; n < rows; n++) {
    const day = dayOf(n);
    const to = (share) => (n % share === 0 ? '' : String(1 + (n % 300)));
    text += `x-${n},${day},,${n % 2 ? 'AE' : ''},ru-mod,https://t.me/example/${n},${day},F,6,${to(3)},${to(4)},${n % 5 ? '' : '8'}\n`;
    if (text.length > MIB || n === rows - 1) {
      writeSync(handle, text);
      text = '';
    }
  }
  closeSync(handle);
  return file;
}

/** A day of the years 2022 to 2025: many exchanges may fall on one. */
export function dayOf(n) {
  return new Date(Date.UTC(2022, 2, 1) + (n % 1_200) * 86_400_000).toISOString().slice(0, 10);
}
