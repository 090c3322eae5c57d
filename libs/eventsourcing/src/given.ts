import { type Given, type Reference, type UseCase } from './decider.js';
import { streamOf } from './model.js';
import type { Fold } from './fold.js';

/** The states that a decision may look at: those of the streams that its command named, and no others. */
export function givenOf(command: string, folds: readonly Fold[]): Given {
  const byStream = new Map(folds.map((fold) => [fold.stream, fold]));
  return (model, id) => {
    const fold = byStream.get(streamOf(model, id));
    if (fold === undefined) throw new Error(`${command} did not name the stream ${streamOf(model, id)}`);
    return fold.state as never;
  };
}

/** The folds of all streams that a command needs, the target's first. */
export async function foldsFor<Command extends object>(
  { command: { name }, streams, further }: UseCase<Command>,
  command: Command,
  target: string,
  fold: (reference: Reference) => Promise<Fold>,
): Promise<readonly Fold[]> {
  const named = await Promise.all(streams(command, target).map(fold));
  if (further === undefined) return named;
  return [...named, ...(await Promise.all(further(command, givenOf(name, named), target).map(fold)))];
}
