import { constants, copyFileSync, mkdirSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { against, median, percentile } from './rounds.mjs';
import { caughtUp, HOMEWARD, startServer, tokenFor } from './server.mjs';

/** What a required parameter of a report is set to. */
const PARAMETERS = { from: '2024-01-01', to: '2024-03-31', on: '2024-03-01' };

/** Reads over HTTP, one after another, from a small log and a large one: how long, and by how much that grows. */
export async function measure({ quick, folder, say, log }) {
  const [small, large] = quick ? [1_000, 10_000] : [10_000, 1_000_000];
  const servers = [];
  try {
    for (const events of [small, large])
      servers.push(await serve(join(folder, `reads-${events}`), await log(events), say));
    const lines = {};
    for (const [name, path] of Object.entries(await reads(servers[0]))) {
      say(`reads: ${name}`);
      const [atSmall, atLarge] = await compare(servers, path, quick ? 5 : 200);
      lines[`reads-${name}`] = {
        ...against(`GET ${path(0)}, ${large.toLocaleString('en')} events`, {
          unit: 'ms',
          ours: [median(atLarge)],
          reference: [median(atSmall)],
          referenceIs: `${small.toLocaleString('en')} events`,
        }),
        p99: { ours: percentile(atLarge, 0.99), reference: percentile(atSmall, 0.99) },
      };
    }
    return lines;
  } finally {
    for (const server of servers) await server.stop();
  }
}

/** A server whose read models hold a log. */
async function serve(dataDir, log, say) {
  mkdirSync(dataDir);
  copyFileSync(log, join(dataDir, 'log.sqlite'), constants.COPYFILE_FICLONE);
  const server = await startServer(HOMEWARD, { dataDir });
  say(`reads: building the read models of ${log}`);
  await caughtUp(server);
  const headers = { authorization: `Bearer ${await tokenFor(server, ['caseworker'])}` };
  return { ...server, headers, agent: new Agent({ keepAlive: true, maxSockets: 1 }) };
}

/** Names of reads, and the path of the nth request: a cohort, pages of cohorts, and every report that there is. */
async function reads({ url, headers }) {
  const { paths } = await (await fetch(`${url}/api/openapi.json`, { headers })).json();
  const found = {
    cohort: (n) => `/api/v1/cohorts/ru-${n % 50}`,
    'case-file': (n) => `/api/v1/cohorts/ru-${n % 50}/entries`,
    cohorts: () => '/api/v1/cohorts?limit=50',
    exchanges: () => '/api/v1/exchanges?limit=50',
  };
  for (const [path, { get: operation }] of Object.entries(paths)) {
    const report = /^\/api\/v1\/reports\/([a-z-]+)$/.exec(path)?.[1];
    if (report === undefined || operation === undefined) continue;
    const names = operation.parameters?.map(({ name }) => name) ?? [];
    const period = names.filter((name) => ['from', 'to'].includes(name));
    found[`report-${report}`] = () => withQuery(path, period);
    if (names.includes('on')) found[`report-${report}-on-a-day`] = () => withQuery(path, ['on']);
  }
  return found;
}

const withQuery = (path, names) =>
  names.length === 0 ? path : `${path}?${names.map((name) => `${name}=${PARAMETERS[name]}`).join('&')}`;

/** Milliseconds of each read on each server, in turn, the first uncounted; fewer of what takes long. */
async function compare(servers, path, count) {
  const taken = servers.map(() => []);
  const until = performance.now() + 15_000;
  for (let n = 0; n <= count && (n <= 5 || performance.now() < until); n++) {
    for (const [index, server] of servers.entries()) {
      const milliseconds = await once(server, path(n));
      if (n > 0) taken[index].push(milliseconds);
    }
  }
  return taken;
}

function once({ url, headers, agent }, path) {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    get(url + path, { headers, agent }, (response) => {
      response.on('end', () => {
        if (response.statusCode === 200) resolve(performance.now() - started);
        else reject(new Error(`${path} was answered with ${response.statusCode}`));
      });
      response.resume();
    }).on('error', reject);
  });
}
