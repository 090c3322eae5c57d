import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a script as a process of its own, which does not outlive this one, as its first line asks for. */
export function start(script, args = [], options = {}) {
  const [first] = readFileSync(script, 'utf8').split('\n', 1);
  const flags = /^#!.* node (.+)$/.exec(first)?.[1].split(' ') ?? [];
  const child = spawn(process.execPath, [...flags, script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Runs a script to its end and gives what it printed. */
export async function outputOf(script, args) {
  const child = start(script, args);
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`${script} ended with ${code}`);
  return output;
}
