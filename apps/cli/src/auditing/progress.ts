import { Presets, SingleBar } from 'cli-progress';

/** Says how far the work has come. */
export type Tell = (done: number, of?: number) => void;

/** A progress bar on a terminal, and nothing elsewhere: it must not get into what a program reads. */
export function withBar<T>(stage: string, work: (tell: Tell) => Promise<T>): Promise<T> {
  return shown(`${stage} [{bar}] {value}/{total} records, {eta_formatted} left`, work);
}

/** The same where nobody knows how much there is to come. */
export function withCount<T>(stage: string, unit: string, work: (tell: Tell) => Promise<T>): Promise<T> {
  return shown(`${stage} {value} ${unit}`, work);
}

async function shown<T>(format: string, work: (tell: Tell) => Promise<T>): Promise<T> {
  const bar = new SingleBar({ format, noTTYOutput: false, hideCursor: true }, Presets.shades_classic);
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
