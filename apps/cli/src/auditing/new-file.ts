import { once } from 'node:events';
import { createWriteStream, existsSync, type WriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { ExitCode, Failure } from '../exit-code.js';
import { unwritable } from '../named-file.js';

/**
 * Writes a file that is there when it is complete, and not before; over no other file.
 * @throws Failure where there is one of this name, or it cannot be written
 */
export async function writeNew<T>(file: string, write: (output: WriteStream) => Promise<T>): Promise<T> {
  if (existsSync(file)) {
    throw new Failure(`${file} is there already: what may be evidence is not written over`, ExitCode.Usage);
  }
  const draft = `${file}.part`;
  const output = createWriteStream(draft);
  await once(output, 'open').catch((error: Error) => {
    throw unwritable(file, error);
  });
  try {
    const written = await write(output);
    await rename(draft, file);
    return written;
  } catch (error) {
    output.destroy();
    await finished(output).catch(() => undefined);
    await rm(draft, { force: true });
    throw error;
  }
}
