import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

/**
 * A form (RFC 7578) with a table: its parts, and `file` as it is read. The file's name is not told: it may name somebody.
 */
export function formOf(
  parts: Readonly<Record<string, string | undefined>>,
  file: Readable,
): { readonly type: string; readonly body: Readable } {
  const boundary = `homeward-${randomUUID()}`;
  const begin = (name: string, more = ''): string =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`;
  async function* body(): AsyncGenerator<string | Buffer> {
    for (const [name, value] of Object.entries(parts)) {
      if (value !== undefined) yield `${begin(name)}${value}\r\n`;
    }
    yield begin('file', '; filename="table"');
    yield* file as AsyncIterable<Buffer>;
    yield `\r\n--${boundary}--\r\n`;
  }
  return { type: `multipart/form-data; boundary=${boundary}`, body: Readable.from(body(), { objectMode: false }) };
}
