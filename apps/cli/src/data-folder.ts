import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Option } from 'commander';
import { ADDRESSES, makeWritableFolder } from '#stores';
import { ExitCode, Failure } from './exit-code.js';

/** `--data`: the folder of an installation, the same for every command. A fresh one for each. */
export function dataFolder(what = 'the data folder of the installation'): Option {
  return new Option('--data <folder>', what).env('DATA_DIR').default('./data');
}

/** `--log`: the log, where it is elsewhere. */
export function logElsewhere(): Option {
  return new Option('--log <address>', `the log, where it is not in the data folder: ${ADDRESSES}`);
}

/** @throws Failure where there is no such folder */
export function refuseMissing(data: string): void {
  if (existsSync(data)) {
    if (statSync(data).isDirectory()) return;
    throw new Failure(`--data must be a folder, and ${data} is something else`, ExitCode.Unavailable);
  }
  throw new Failure(
    `there is no data folder ${data}: start the server once, or name another with --data`,
    ExitCode.Unavailable,
  );
}

/** @throws Failure where there is no such folder, UnusableFolder where it cannot be written to */
export function refuseUnwritable(data: string): void {
  refuseMissing(data);
  makeWritableFolder('--data', data);
}

/**
 * Where an installation's log is: in its data folder, if it is not elsewhere.
 * @throws Failure where it should be in the folder, and there is none
 */
export function logAddress(data: string, elsewhere: string | undefined): string {
  if (elsewhere === undefined) refuseMissing(data);
  return elsewhere ?? `sqlite:${join(data, 'log.sqlite')}`;
}
