/** Runs work one at a time for each key, in the order of asking. Work that names several keys waits for all of them. */
export class KeyedLock {
  private readonly tails = new Map<string, Promise<void>>();

  async run<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    // All keys are taken in the same tick: two that want the same ones cannot each hold one.
    const before = keys.map((key) => this.tails.get(key));
    let release!: () => void;
    const done = new Promise<void>((resolve) => (release = resolve));
    for (const key of keys) this.tails.set(key, done);
    try {
      for (const tail of before) if (tail !== undefined) await tail;
      return await work();
    } finally {
      for (const key of keys) if (this.tails.get(key) === done) this.tails.delete(key);
      release();
    }
  }
}
