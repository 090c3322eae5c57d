import { Presets, SingleBar } from 'cli-progress';

/** A progress bar on a terminal, and nothing elsewhere: it must not get into what a program reads. */
export async function withBar<T>(
  stage: string,
  work: (tell: (done: number, of?: number) => void) => Promise<T>,
): Promise<T> {
  const bar = new SingleBar(
    { format: `${stage} [{bar}] {value}/{total} records, {eta_formatted} left`, noTTYOutput: false, hideCursor: true },
    Presets.shades_classic,
  );
  let started = false;
  try {
    return await work((done, of) => {
      if (!started) bar.start(of ?? 0, 0);
      started = true;
      if (of !== undefined) bar.setTotal(of);
      bar.update(done);
    });
  } finally {
    bar.stop();
  }
}
