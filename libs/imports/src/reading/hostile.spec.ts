import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { toXlsx } from '#formats';
import { Files } from '../../testing/files.js';
import { openSheet } from './open.js';
import { Unreadable } from './sheet.js';

describe('a file that is broken in any way', () => {
  const files = new Files();
  const file = files.path();
  afterAll(() => files.remove());

  /** It is read to its end or refused in our own words; anything else is a fault of ours. */
  const expectDealtWith = async (bytes: Uint8Array): Promise<void> => {
    await writeFile(file, bytes);
    const reading = (async () => {
      for await (const { cells } of (await openSheet(file)).rows()) expect(cells.length).toBeLessThanOrEqual(200);
    })();
    const refusal: unknown = await reading.then(
      () => null,
      (error: unknown) => error,
    );
    if (refusal !== null) expect(refusal).toBeInstanceOf(Unreadable);
  };

  it('is refused or read, whatever its bytes are', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .string({ unit: fc.constantFrom('a', '1', ',', ';', '"', '\n', '\r', '\t', ' ', 'ї', '\uFEFF') })
        .map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 100 }).map((rest) => Buffer.concat([Buffer.from('PK\u0003\u0004'), rest])),
      fc.uint8Array({ maxLength: 100 }).map((rest) => Buffer.concat([Buffer.from([0xff, 0xfe]), rest])),
    );
    await fc.assert(fc.asyncProperty(bytes, expectDealtWith), { numRuns: 150 });
  });

  it('is refused or read where a good spreadsheet was damaged', async () => {
    const columns = [{ key: 'id', title: 'id', kind: 'text' }] as const;
    const rows = Array.from({ length: 50 }, (_, i) => ({ id: `exchange ${i}` }));
    const whole = files.path();
    await writeFile(whole, toXlsx({ columns, rows, facts: { position: null } }).chunks);
    const good = readFileSync(whole);
    const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 });
    const damaged = fc.tuple(damage, fc.integer({ min: 4, max: good.length })).map(([changes, length]) => {
      const bytes = Buffer.from(good);
      for (const [at, value] of changes) bytes[at] = value;
      return length % 3 === 0 ? bytes.subarray(0, length) : bytes;
    });
    await fc.assert(fc.asyncProperty(damaged, expectDealtWith), { numRuns: 150 });
  });
});
