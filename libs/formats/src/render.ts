import { createHash } from 'node:crypto';
import type { Manifest, Rendered } from './manifest.js';

/** A file from its chunks: hashes them as they pass, and says at the end what they were. */
export function render(
  mediaType: string,
  chunks: AsyncIterable<Buffer | string>,
  manifest: (sha256: string) => Manifest,
): Rendered {
  const { promise, resolve, reject } = Promise.withResolvers<Manifest>();
  // Anyone who reads the chunks meets the same failure there.
  promise.catch(() => {});
  return { mediaType, manifest: promise, chunks: passed() };

  async function* passed(): AsyncGenerator<Buffer> {
    const hash = createHash('sha256');
    try {
      for await (const chunk of chunks) {
        const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
        hash.update(bytes);
        yield bytes;
      }
      resolve(manifest(hash.digest('hex')));
    } catch (error) {
      reject(error);
      throw error;
    } finally {
      // Without effect where it was settled above.
      reject(new Error('the file was not read to its end'));
    }
  }
}
