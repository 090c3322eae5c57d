import { constants, copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { against, percentile } from './rounds.mjs';
import { caughtUp, HOMEWARD, startServer, tokenFor } from './server.mjs';

/** Reports about people: each as it is asked for now, and for what was known some thousands of entries before. */
const DAY = 'on=2024-03-01';
const PERIOD = 'from=2024-01-01&to=2024-03-31';
const REPORTS = {
  stages: DAY,
  flows: PERIOD,
  series: PERIOD,
  'interim-care': DAY,
  rehabilitation: DAY,
};
/** What was recorded since the moment that is asked about. */
const SINCE = 5_000;

/** What the second clock costs: the same report of the same day, with and without `knownAt`, in turn over HTTP. */
export async function measure({ quick, folder, say, log }) {
  const events = quick ? 10_000 : 1_000_000;
  const dataDir = join(folder, 'clocks');
  mkdirSync(dataDir);
  copyFileSync(await log(events), join(dataDir, 'log.sqlite'), constants.COPYFILE_FICLONE);
  const server = await startServer(HOMEWARD, { dataDir });
  try {
    say(`clocks: building the read models of ${events.toLocaleString('en')} events`);
    await caughtUp(server);
    const headers = { authorization: `Bearer ${await tokenFor(server, ['caseworker'])}` };
    const knownAt = String(events - Math.min(SINCE, events / 2)).padStart(16, '0');
    const lines = {};
    for (const [report, when] of Object.entries(REPORTS)) {
      say(`clocks: ${report}`);
      const path = `/api/v1/reports/${report}?${when}`;
      const [now, known] = await inTurn(
        [path, `${path}&knownAt=${knownAt}`].map((each) => server.url + each),
        headers,
        quick ? 5 : 40,
      );
      lines[`known-at-${report}`] = against(`GET ${path}, with knownAt, p99`, {
        unit: 'ms',
        ours: [percentile(known, 0.99)],
        reference: [percentile(now, 0.99)],
        referenceIs: 'as it is known now',
        goal: 1.5,
        atMost: true,
      });
    }
    return lines;
  } finally {
    await server.stop();
  }
}

/** Milliseconds of each of two requests, in turn, the first of each uncounted; fewer of what takes long. */
async function inTurn(urls, headers, times) {
  const taken = urls.map(() => []);
  const until = performance.now() + 20_000;
  for (let n = 0; n <= times && (n <= 5 || performance.now() < until); n++) {
    for (const [index, url] of urls.entries()) {
      const started = performance.now();
      const response = await fetch(url, { headers });
      const body = await response.text();
      if (response.status !== 200) throw new Error(`${url} was answered with ${response.status}: ${body}`);
      if (n > 0) taken[index].push(performance.now() - started);
    }
  }
  return taken;
}
