import { join } from 'node:path';
import { DamagedFile, NewerFile } from '#side-files/problems';
import { Malformed } from '../malformed.js';
import { readText, replaceText } from './files.js';

/** A kind of folder, and the newest format of it that this version knows. A format that was released is never changed. */
export interface FolderFormat {
  readonly kind: string;
  readonly version: number;
  /** What to do where it is damaged, and what is lost by it: whole sentences. */
  readonly remedy: string;
}

const MARK = 'format';
const SHAPE = /^([a-z-]+)\/([1-9]\d*)\n$/;

/**
 * Looks whether this version can use a folder. One without a mark is of version 1: those were made before there were marks.
 * @throws NewerFile, DamagedFile
 */
export function checkFormat(folder: string, { kind, version, remedy }: FolderFormat): void {
  const mark = readText(join(folder, MARK));
  if (mark === undefined) return;
  const [, foundKind, foundVersion] = SHAPE.exec(mark) ?? [];
  if (foundKind !== kind) throw new DamagedFile(folder, `its file ${MARK} does not say ${kind}/${version}`, remedy);
  if (Number(foundVersion) > version) throw new NewerFile(folder, `${kind}/${version}`, `${kind}/${foundVersion}`);
}

/** Says in a folder what it is, before something is written that another version might read otherwise. */
export function markFormat(folder: string, { kind, version }: FolderFormat): void {
  const file = join(folder, MARK);
  if (readText(file) === undefined) replaceText(file, `${kind}/${version}\n`);
}

/**
 * Reads what a folder should hold, so that damage is named when it is opened and not in the middle of signing.
 * @param reads the name of each file or folder in it, and what reads it
 * @throws DamagedFile for the first that is not as it was written
 */
export function checkParts(
  folder: string,
  { remedy }: FolderFormat,
  reads: readonly (readonly [name: string, read: () => unknown])[],
): void {
  for (const [name, read] of reads) {
    try {
      read();
    } catch (error) {
      if (!(error instanceof Malformed || error instanceof SyntaxError)) throw error;
      throw new DamagedFile(folder, `its ${name} cannot be read (${error.message})`, remedy);
    }
  }
}
