import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { outputOf } from './child.mjs';
import { against, figure, interleave, median } from './rounds.mjs';

const SCRIPT = fileURLToPath(new URL('rebuild-once.mjs', import.meta.url));

/** Building read models again from the whole log, against reading it and parsing each record. */
export async function measure({ quick, folder, say, log }) {
  const events = quick ? 20_000 : 1_000_000;
  const file = await log(events);
  const once = (how) => async () => {
    const result = JSON.parse(await outputOf(SCRIPT, [how, file, join(folder, randomUUID())]));
    if (result.events !== events) throw new Error(`${how} took in ${result.events} of ${events} events`);
    return result;
  };
  const results = await interleave(
    quick ? 1 : 3,
    { scan: once('scan'), all: once('all'), status: once('status') },
    { say: (what) => say(`rebuild: ${what}`) },
  );
  const rates = (how) => results[how].map(({ seconds }) => events / seconds);
  const line = (what, how, goal) =>
    against(`rebuild, ${what}`, {
      unit: 'events/s',
      ours: rates(how),
      reference: rates('scan'),
      goal,
      referenceIs: 'a raw scan with JSON.parse',
    });
  return {
    'rebuild-all': line('all read models in one pass', 'all', 0.2),
    'rebuild-status': line('cohort status alone', 'status', 0.4),
    ...memory(results.all, events),
  };
}

/** Resident memory at its most, and what it grows by from a quarter of the log to its end. */
function memory(rounds, events) {
  const most = rounds.map(({ mostMiB }) => mostMiB);
  const ends = rounds.map(({ samples }) => [samples.find((sample) => sample.events >= events / 4), samples.at(-1)]);
  const of = (which) => (kind) => Math.round(median(ends.map((pair) => pair[which][kind] ?? NaN)));
  const [quarter, end] = [of(0), of(1)];
  const what = `rebuild, resident memory at ${events.toLocaleString('en')} events`;
  return {
    'rebuild-memory': figure(what, {
      unit: 'MiB',
      value: median(most),
      // 300 MB.
      goal: 286,
      rounds: most,
      note: [
        `${quarter('residentMiB')} MiB at a quarter of the log and ${end('residentMiB')} MiB at its end,`,
        `without pages mapped from files ${quarter('ownMiB')} and ${end('ownMiB')} MiB`,
      ].join(' '),
    }),
  };
}
