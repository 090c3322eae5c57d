import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { build } from './build.mjs';
import { CannotCompile } from './cannot-compile.mjs';

/**
 * `npm run dev`: serves from the sources, and starts again with every change of them that can be compiled. The console is served
 * by Vite beside it, which shows a change in the open page and hands on what is asked of the api.
 */
const root = resolve(process.argv[2] ?? '.');
const SERVER = ['--v8-pool-size=1', join(root, 'dist/apps/api/src/main.js')];
/** An editor that saves many files at once, or one in several steps, is done by then. */
const SETTLED_MS = 100;

const CONSOLE = join(root, 'apps/console/vite.config.ts');

let server;
let pages;
let changes = 0;
let isStopping = false;

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    isStopping = true;
    void Promise.all([stopServer(), pages?.close()]).then(() => process.exit(0));
  });
}
// Watched from before the first build, so that nothing that is changed meanwhile is missed.
for (const folder of ['apps', 'libs']) watch(join(root, folder), { recursive: true }, () => void again());
await again();
if (existsSync(CONSOLE)) await servePages();

async function servePages() {
  const { createServer } = await import('vite');
  pages = await createServer({ configFile: CONSOLE, clearScreen: false });
  await pages.listen();
  console.log(`The console is at ${pages.resolvedUrls.local[0]}`);
}

/** One build at a time; what changes during one is seen to right after it. */
async function again() {
  if (changes++ > 0) return;
  for (let seen = 0; seen !== changes;) {
    await pause(SETTLED_MS);
    seen = changes;
    await buildAndServe();
  }
  changes = 0;
}

async function buildAndServe() {
  try {
    const { compiled, removed, metadata } = await build(root, { withConsole: false });
    if (server !== undefined && compiled.length === 0 && removed.length === 0 && !metadata) return;
    await stopServer();
    if (isStopping) return;
    server = spawn(process.execPath, SERVER, { cwd: root, stdio: 'inherit' });
  } catch (error) {
    // The server that runs goes on, and what is wrong is seen to with the next change.
    console.error(error instanceof CannotCompile ? error.message : error);
  }
}

async function stopServer() {
  if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  server.kill('SIGTERM');
  await exited;
}
