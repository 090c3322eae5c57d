import { randomFrom, type Random } from './tampering.js';

/** Something that must hold each time it is tried. */
export type Attempt = (random: Random, n: number) => Promise<boolean> | boolean;

/**
 * Drills of a spec: each tries many times, and fails the test where what was tried was not so even once. Their figures
 * are printed when the spec ends.
 */
export function drills(name: string) {
  const figures: string[] = [];
  const started = Date.now();
  afterAll(() => {
    const seconds = ((Date.now() - started) / 1_000).toFixed(1);
    process.stdout.write(`\nDrills on ${name}, in ${seconds} s:\n${figures.map((line) => `  ${line}\n`).join('')}`);
  });

  return async (
    what: string,
    failure: 'undetected' | 'false alarms',
    times: number,
    attempt: Attempt,
  ): Promise<void> => {
    const random = randomFrom(what.length * 7_919 + times);
    let failures = 0;
    for (let n = 0; n < times; n++) if (!(await attempt(random, n))) failures++;
    figures.push(`${times.toLocaleString('en')} ${what}: ${failures} ${failure}`);
    expect({ what, failures }).toEqual({ what, failures: 0 });
  };
}
