import { createWriteStream, existsSync, renameSync, rmSync, type WriteStream } from 'node:fs';
import { ExitCode, Failure } from '../exit-code.js';

/**
 * Writes a file that is there when it is complete, and not before; over no other file.
 * @throws Failure where there is one of this name
 */
export async function writeNew<T>(file: string, write: (output: WriteStream) => Promise<T>): Promise<T> {
  if (existsSync(file))
    throw new Failure(`${file} is there already: what may be evidence is not written over`, ExitCode.Usage);
  const draft = `${file}.part`;
  try {
    const written = await write(createWriteStream(draft));
    renameSync(draft, file);
    return written;
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
