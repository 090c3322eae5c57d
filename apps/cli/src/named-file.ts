import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ExitCode, Failure } from './exit-code.js';

/**
 * Refuses a file that cannot be read, before anything is begun with it.
 * @param called what names it: an option, or a phrase
 * @throws Failure for wrong usage that names the file, and what is wrong with it
 */
export function refuseUnreadable(called: string, file: string): void {
  readable(called, file, () => {
    accessSync(file, constants.R_OK);
    if (statSync(file).isDirectory()) throw new Failure(`${called}: ${file} is a folder, not a file`, ExitCode.Usage);
  });
}

/** The text of a file that was named. @throws Failure as `refuseUnreadable` */
export function textOf(called: string, file: string): string {
  return bytesOf(called, file).toString();
}

/** The same as it stands. @throws Failure as `refuseUnreadable` */
export function bytesOf(called: string, file: string): Buffer {
  refuseUnreadable(called, file);
  return readable(called, file, () => readFileSync(file));
}

function readable<T>(called: string, file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Failure) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const problem =
      code === 'ENOENT' || code === 'ENOTDIR' ? `there is no file ${file}` : `${file} cannot be read: ${message}`;
    throw new Failure(`${called}: ${problem}`, ExitCode.Usage);
  }
}

/** Why a file that was named cannot be written, as the end of the command: wrong usage. */
export function unwritable(file: string, { code, message }: NodeJS.ErrnoException): Failure {
  const problem =
    code === 'EEXIST'
      ? 'is there already, and is not written over'
      : code === 'ENOENT'
        ? `cannot be written: there is no folder ${dirname(file)}`
        : `cannot be written: ${message}`;
  return new Failure(`${file} ${problem}`, ExitCode.Usage);
}
