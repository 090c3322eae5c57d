import { setTimeout as pause } from 'node:timers/promises';
import { GrowingPauses, type Pauses } from './growing-pauses.js';

export interface KeepRunning {
  readonly signal: AbortSignal;
  readonly onBreakdown: (error: unknown) => void;
  readonly pauses?: Pauses;
}

/** Does work that ends only when the signal aborts; where it ends before, it is started again after a pause. */
export async function keepRunning(
  work: () => Promise<void>,
  { signal, onBreakdown, pauses }: KeepRunning,
): Promise<void> {
  const growing = new GrowingPauses(pauses);
  while (!signal.aborted) {
    const started = performance.now();
    try {
      await work();
    } catch (error) {
      onBreakdown(error);
    }
    if (signal.aborted) return;
    await pause(growing.after(performance.now() - started), undefined, { signal }).catch(() => undefined);
  }
}
