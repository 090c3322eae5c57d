/** Milliseconds that a test waits for what comes about by itself, also on a machine that is busy with other things. */
const PATIENCE = 30_000;

/** Asks again and again until there is an answer, which it gives. */
export async function until<T>(what: string, ask: () => T | Promise<T>): Promise<Exclude<T, false | undefined>> {
  for (const deadline = Date.now() + PATIENCE; ;) {
    const answer = await ask();
    if (answer) return answer as Exclude<T, false | undefined>;
    if (Date.now() > deadline) throw new Error(`${what} did not come about within ${PATIENCE} ms`);
    await aWhile(10);
  }
}

/** Fails a test that would hang, by saying what it waited for. */
export async function within<T>(what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took over ${PATIENCE} ms`)), PATIENCE);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/**
 * Lets a while pass in which nothing is to happen, or something slow is to go on. Never wait like this for what is to come
 * about: on a busy machine it comes later. Too short a while here misses a fault, and makes none.
 */
export function aWhile(milliseconds = 50): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
