/** The part of what is slow by nature that is done: all of it in `npm run test:long`, a tenth in `npm test`. */
const PART = process.env.HOMEWARD_TESTS === 'long' ? 1 : 0.1;

/**
 * How often something is tried that is the surer the more often it is: kills, drills, random histories.
 *
 * @param whole how often in `npm run test:long`, which runs `*.long.spec.ts` alone
 */
export function rounds(whole: number): number {
  if (expect.getState().testPath?.endsWith('.long.spec.ts') !== true) {
    throw new Error('only a *.long.spec.ts may ask for rounds: another would never run them all');
  }
  return Math.ceil(whole * PART);
}
