import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

/** Installs what Homeward is compared with, as locked, unless it is there. Throws where it cannot be had. */
export function installPeers(say) {
  if (existsSync(new URL('node_modules/.package-lock.json', import.meta.url))) return;
  say('installing the peers (npm ci in test/bench)');
  const npm = process.env.npm_execpath;
  const [command, args] = npm === undefined ? ['npm', ['ci']] : [process.execPath, [npm, 'ci']];
  const { status, error } = spawnSync(command, args, { cwd: FOLDER, stdio: ['ignore', 2, 2], env: environment() });
  if (status !== 0)
    throw new Error(`the peers could not be installed: ${error?.message ?? `npm ended with ${status}`}`);
}

/** Imports a peer by name: an import that only this folder can resolve, once it is installed. */
export const peer = (name) => import(name);

/** Without what the outer npm says of the outer package. */
function environment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(?!config_)/i.test(name)));
}
