import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { outputOf } from './child.mjs';
import { stores } from './homeward.mjs';
import { installPeers } from './peers.mjs';
import { against, figure, interleave, median } from './rounds.mjs';
import { HOMEWARD, startServer, tokenFor } from './server.mjs';

const script = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Commands over HTTP by 32 connections: token, validation, decision, durable append. */
export async function measure({ quick, folder, say }) {
  installPeers(say);
  const each = quick ? 5 : 125;
  const results = await interleave(
    quick ? 1 : 3,
    {
      ours: () => round(HOMEWARD, { folder, each, check: stored }),
      noop: () => round(script('noop-server.mjs'), { folder, each }),
      fastify: () => round(script('fastify-server.mjs'), { folder, each, token: 'none' }),
    },
    { say: (what) => say(`http: ${what}`) },
  );
  const rates = (side) => results[side].map(({ rate }) => rate);
  const line = (reference, referenceIs, goal) =>
    against('durable commands over HTTP, 32 connections', {
      unit: 'commands/s',
      ours: rates('ours'),
      reference: rates(reference),
      referenceIs,
      goal,
    });
  for (const { failures } of [...results.noop, ...results.fastify]) {
    if (failures > 0) throw new Error(`a reference refused ${failures} commands`);
  }
  const p99 = results.ours.map((round) => round.p99);
  return {
    'http-noop': line('noop', 'the same server storing nothing', 0.8),
    'http-fastify': line('fastify', 'bare Fastify with JSON schemas', 0.4),
    'http-p99': figure('the same, p99', { unit: 'ms', value: median(p99), goal: 20, rounds: p99 }),
    'http-errors': figure('the same, errors', {
      unit: 'answers',
      value: results.ours.reduce((sum, { failures }) => sum + failures, 0),
      goal: 0,
    }),
  };
}

/** Loads a fresh server with commands, first to warm it up; the load is a process of its own as well. */
async function round(entry, { folder, each, token, check = () => {} }) {
  const dataDir = join(folder, randomUUID());
  const server = await startServer(entry, { dataDir });
  try {
    const bearer = token ?? (await tokenFor(server, ['caseworker']));
    const result = JSON.parse(await outputOf(script('load.mjs'), [server.url, bearer, String(each)]));
    await server.stop();
    await check(dataDir, result);
    return result;
  } finally {
    await server.stop();
  }
}

/** Makes sure that what was acknowledged is in the log. */
async function stored(dataDir, { events }) {
  const log = await stores.SqliteEventStore.open(join(dataDir, 'log.sqlite'), { readOnly: true });
  const found = Number(await log.head());
  await log.close();
  if (found !== events) throw new Error(`the log holds ${found} events after commands that came to ${events}`);
}
