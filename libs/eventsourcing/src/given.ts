import { streamOf, type Given } from './decider.js';
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
