import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** What a system says of a folder that it does not make, or does not let anybody write to. */
const PROBLEMS: Readonly<Record<string, string>> = {
  EACCES: 'may not be made or written to by this process',
  EDQUOT: 'is on a disk of which no more may be used',
  EEXIST: 'is no folder, or stands below something that is none',
  ENOENT: 'is where this system lets nobody make anything',
  ENOSPC: 'is on a disk that is full',
  ENOTDIR: 'is no folder, or stands below something that is none',
  EPERM: 'may not be made or written to by this process',
  EROFS: 'is on a disk that can only be read',
};

/** Of a folder that many may write to. */
const STICKY = 0o1000;
/** It belongs to somebody else, cannot be changed here, or is gone by now. */
const LEFT_AS_IT_IS: ReadonlySet<string> = new Set(['EPERM', 'EROFS', 'ENOENT', 'ENOTSUP']);

/** A folder that cannot be made, or not be written to; the message is a sentence that names it, and what it was set by. */
export class UnusableFolder extends Error {
  override readonly name = 'UnusableFolder';

  /** @param setting the option or the variable that names the folder @param error what the system said */
  constructor(setting: string, folder: string, { code = '', message }: NodeJS.ErrnoException) {
    const problem = PROBLEMS[code] ?? `cannot be used: ${message}`;
    super(`${setting} must be a folder that can be made and written to, and ${folder} ${problem}`);
  }
}

/**
 * Makes a folder and those above it that are missing, for the owner alone. Node's own recursion goes on for ever where a file
 * system answers that there is no folder above one which it refuses, as Linux does below `/proc`.
 * @param setting the option or the variable that names it
 * @throws UnusableFolder
 */
export function makeFolder(setting: string, folder: string): void {
  explained(setting, folder, () => make(resolve(folder)));
}

/** As `makeFolder`, and writes something in it for a moment. @throws UnusableFolder */
export function makeWritableFolder(setting: string, folder: string): void {
  makeFolder(setting, folder);
  explained(setting, folder, () => rmdirSync(mkdtempSync(join(folder, '.writable-'))));
}

/** What an installation keeps in its data folder. */
const OURS = /^(?:read|imports|copies|administrator-token|.*\.sqlite(?:-[a-z-]+)?)$/;
/** Of these, also everything in them: keys, and what was signed. */
const SIGNING = /^(?:ledger|activity-ledger|witness)(?:-.*)?$/;

/**
 * Leaves a data folder and what an installation keeps in it to the owner alone: it may have been made when others could still read
 * it. What is not ours stays as it is, and so does a folder that everybody may write to, such as `/tmp`.
 */
export function leaveToOwner(folder: string): void {
  restrict(folder);
  for (const name of readdirSync(folder)) {
    if (OURS.test(name)) restrict(join(folder, name));
    else if (SIGNING.test(name)) restrictAll(join(folder, name));
  }
}

function restrictAll(path: string): void {
  restrict(path);
  // Not where a link leads: that is elsewhere.
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) restrictAll(join(path, name));
}

function restrict(path: string): void {
  try {
    const found = lstatSync(path);
    // What a link leads to is elsewhere, and its owner's business.
    if (found.isDirectory() && (found.mode & STICKY) === 0) chmodSync(path, 0o700);
    else if (found.isFile()) chmodSync(path, 0o600);
  } catch (error) {
    if (!LEFT_AS_IT_IS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

function make(folder: string): void {
  if (isFolder(folder)) return;
  const above = dirname(folder);
  if (above !== folder) make(above);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it just now.
    if (!isFolder(folder)) throw error;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function explained(setting: string, folder: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new UnusableFolder(setting, folder, error as NodeJS.ErrnoException);
  }
}
