import { Unreadable, type ImportReport } from '#imports';
import { asLinesToTheEnd, unreadable } from './answering.js';

/** As many rows as are asked for, each longer than what waits for a reader may be. */
async function* reports(rows: number): AsyncGenerator<ImportReport> {
  for (let row = 1; row <= rows; row++) {
    const key = 'x'.repeat(100_000);
    yield {
      planned: { row, key, outcome: 'new', errors: [], differences: [], leftOut: [], does: [], done: row / rows },
      applied: true,
    };
  }
}

describe('a recording that is told line by line', () => {
  it('is told as fast as it is read, and waits for its reader in one place', async () => {
    let ended = 0;
    const lines = asLinesToTheEnd(reports(50), () => (ended += 1));
    const waiting: number[] = [];
    let told = '';
    for await (const chunk of lines) {
      told += String(chunk);
      waiting.push(lines.listenerCount('close'));
    }
    expect(told.match(/\n/g)).toHaveLength(50);
    expect(Math.max(...waiting)).toBeLessThan(5);
    expect(ended).toBe(1);
  });

  it('goes on to its end when its reader has gone', async () => {
    const ended = Promise.withResolvers<void>();
    let made = 0;
    const counted = async function* (): AsyncGenerator<ImportReport> {
      for await (const report of reports(50)) {
        made += 1;
        yield report;
      }
    };
    const lines = asLinesToTheEnd(counted(), ended.resolve);
    await lines[Symbol.asyncIterator]().next();
    lines.destroy();
    await ended.promise;
    expect(made).toBe(50);
  });
});

describe('a table that cannot be read', () => {
  it.each([
    ['the table is empty', 'The table is empty.'],
    ['is a quote left open?', 'Is a quote left open?'],
    ['the file cannot be unpacked: it is cut off.', 'The file cannot be unpacked: it is cut off.'],
  ])('is told so in a sentence that ends once: %s', (detail, sentence) => {
    expect(unreadable(new Unreadable('empty-file', detail))?.options.detail).toBe(sentence);
  });
});
