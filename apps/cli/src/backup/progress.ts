import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from './make-backup.js';

/** Shows on a terminal what is being done, and how far it is. */
export async function withProgress<T>(work: (onProgress: Progress) => Promise<T>): Promise<T> {
  const bar = new SingleBar(
    { format: '{stage} [{bar}] {percentage} %', noTTYOutput: false, hideCursor: true },
    Presets.shades_classic,
  );
  let shown: string | undefined;
  try {
    return await work((stage, done, total) => {
      if (stage !== shown) bar.start(total, done, { stage: stage.padEnd(15) });
      shown = stage;
      bar.setTotal(Math.max(total, 1));
      bar.update(done);
    });
  } finally {
    bar.stop();
  }
}
