import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ACCESS_FILE, TokenStore } from '#access';

const MAIN = fileURLToPath(new URL('../../../api/src/main.js', import.meta.url));

/** A server started as a process of its own, on a fresh data folder. */
export interface Server {
  readonly address: string;
  readonly token: string;
  readonly process: ChildProcess;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a server and waits until it says where it is. Its administrator's token is made before, as the log may have records
 * already.
 * @param port as in the environment; `0` for any that is free
 */
export async function startServer(dataFolder: string, port: string): Promise<Server> {
  const token = await administratorOf(dataFolder);
  const child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
    env: {
      ...process.env,
      DATA_DIR: dataFolder,
      PORT: port,
      HOST: '127.0.0.1',
      EVENT_STORE: '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await exited;
  };
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  while (child.exitCode === null) {
    const address = /(http:\/\/127\.0\.0\.1:\d+)/.exec(printed)?.[1];
    if (address !== undefined) return { address, token, process: child, stop };
    await Promise.race([exited, once(child.stdout, 'data')]);
  }
  throw new Error(`the server ended before it was ready:\n${printed}`);
}

async function administratorOf(dataFolder: string): Promise<string> {
  const tokens = await TokenStore.open(join(dataFolder, ACCESS_FILE.name));
  try {
    return (await tokens.create({ owner: 'administrator', roles: ['administrator'] })).token;
  } finally {
    await tokens.close();
  }
}
