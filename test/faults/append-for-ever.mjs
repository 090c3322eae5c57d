// Appends with many writers at once and prints the id of every event that was acknowledged, until it is killed or the
// store refuses; then it prints what the store said.
import { writeSync } from 'node:fs';
import { v4 } from 'uuid';
import { SqliteEventStore } from '#stores';

const [file, writers] = process.argv.slice(2);
const store = await SqliteEventStore.open(file);

const event = (next) => ({
  type: 'CohortRegistered',
  data: { next, note: 'x'.repeat(300) },
  id: v4(),
  schema: 1,
  actor: 'caseworker-1',
  organisation: null,
  command: { id: v4(), name: 'RegisterCohort', digest: '0123456789abcdef0123456789abcdef' },
  correlation: 'request-1',
  causation: null,
  recordedAt: '2025-08-24T10:00:00.000Z',
});

async function write() {
  const stream = `cohort-${v4()}`;
  for (let next = 0; ; next++) {
    const events = [event(next)];
    await store.append([{ stream, expected: next === 0 ? 'none' : next - 1, events }]);
    // Written at once: what this process still held when it is killed would not be checked.
    say(events[0].id);
  }
}

/** Waits where nobody has read yet what was said before: the pipe is full then, and would refuse. */
function say(line) {
  for (;;) {
    try {
      return writeSync(1, `${line}\n`);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}

const results = await Promise.allSettled(Array.from({ length: Number(writers) }, write));
say(`refused: ${[...new Set(results.map(({ reason }) => reason.name))].join()}`);
await store.close();
