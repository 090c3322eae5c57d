/** The middle of some numbers. */
export function median(values) {
  return percentile(values, 0.5);
}

/** The value below which a share of the values lies, by linear interpolation. */
export function percentile(values, share) {
  if (values.length === 0) throw new Error('no values');
  const sorted = Float64Array.from(values).sort();
  const at = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return below + (above - below) * (at - Math.floor(at));
}

/**
 * Runs the sides in turn, A B C A B C, so that whatever the machine does meanwhile meets them all alike.
 * @param sides name -> function that does one round and gives what it measured
 * @param warmUp whether a first round is thrown away, for code that this process has not run yet
 * @returns name -> one result a round
 */
export async function interleave(rounds, sides, { say, warmUp = false }) {
  const results = Object.fromEntries(Object.keys(sides).map((side) => [side, []]));
  for (let round = warmUp ? 0 : 1; round <= rounds; round++) {
    for (const [side, run] of Object.entries(sides)) {
      say(`${side}, ${round === 0 ? 'warming up' : `round ${round} of ${rounds}`}`);
      const result = await run();
      if (round > 0) results[side].push(result);
    }
  }
  return results;
}

/** Seconds that some work took. */
export async function seconds(work) {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/**
 * A line of the table: ours against a reference, both one number a round. The ratio is the median of the rounds' own
 * ratios, because neighbours in time are what is alike.
 */
export function against(what, { unit, ours, reference, referenceIs, goal, atMost = false, note }) {
  const value = median(ours.map((number, round) => number / reference[round]));
  return {
    ...judged({ what, value, goal, atMost, note }),
    unit,
    ours: median(ours),
    against: referenceIs,
    reference: median(reference),
    rounds: { ours, reference },
  };
}

/** A line of the table that stands for itself: a figure, and where there is a goal, the most that it may be. */
export function figure(what, { unit, value, goal, note, ...more }) {
  return { ...judged({ what, value, goal, atMost: true, note }), unit, ours: value, ...more };
}

function judged({ what, value, goal = null, atMost, note }) {
  const met = goal === null ? null : atMost ? value <= goal : value >= goal;
  return { what, value, goal, ...(goal !== null && { goalIs: atMost ? 'at most' : 'at least' }), met, note };
}
