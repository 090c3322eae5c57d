import { Presets, SingleBar } from 'cli-progress';
import { Failure } from '../exit-code.js';
import type { Progress } from './make-backup.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Shows on a terminal what is being done, and how far it is. Ctrl-C ends it as a failure does, so that nothing is left behind. */
export async function withProgress<T>(work: (onProgress: Progress) => Promise<T>): Promise<T> {
  const bar = new SingleBar(
    { format: '{stage} [{bar}] {percentage} %', noTTYOutput: false, hideCursor: true },
    Presets.shades_classic,
  );
  let shown: string | undefined;
  let stopped = false;
  const stop = (): void => void (stopped = true);
  for (const signal of SIGNALS) process.once(signal, stop);
  try {
    return await work((stage, done, total) => {
      if (stopped) throw new Failure('stopped; nothing was changed');
      if (stage !== shown) bar.start(total, done, { stage: stage.padEnd(15) });
      shown = stage;
      bar.setTotal(Math.max(total, 1));
      bar.update(done);
    });
  } finally {
    bar.stop();
    for (const signal of SIGNALS) process.removeListener(signal, stop);
  }
}
