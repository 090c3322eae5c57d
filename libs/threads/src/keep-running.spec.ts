import { keepRunning } from './keep-running.js';

describe('given work that must not end', () => {
  it('starts it again each time it breaks down or ends, and ends when it is told to', async () => {
    const stopping = new AbortController();
    const broke: unknown[] = [];
    let runs = 0;
    const work = async (): Promise<void> => {
      runs++;
      if (runs === 1) throw new Error('first');
      if (runs === 3) stopping.abort();
    };
    await keepRunning(work, {
      signal: stopping.signal,
      onBreakdown: (error) => broke.push(error),
      pauses: { first: 1, longest: 1 },
    });
    expect([runs, broke]).toEqual([3, [new Error('first')]]);
  });

  it('does not wait for a pause to be over when it is told to end', async () => {
    const stopping = new AbortController();
    const running = keepRunning(async () => {}, {
      signal: stopping.signal,
      onBreakdown: () => {},
      pauses: { first: 3_600_000, longest: 3_600_000 },
    });
    setImmediate(() => stopping.abort());
    await expect(running).resolves.toBeUndefined();
  });
});
