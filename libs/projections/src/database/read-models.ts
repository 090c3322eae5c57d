import type { Position } from '#eventsourcing';

/** The read database as a reader sees it: a read-only connection that follows every takeover. */
export class ReadModels {
  private constructor(readonly folder: string) {}

  /** @param options.folder where the read database is kept; it may still be empty */
  static open({ folder }: { readonly folder: string }): ReadModels {
    return new ReadModels(folder);
  }

  /** How far the read models have come; undefined before the first event. Cheap. */
  async checkpoint(): Promise<Position | undefined> {
    throw new Error('not built yet');
  }

  /** Resolves true when the read models have come to a position, false when that took too long. */
  async waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    throw new Error(`not built yet ${position} ${timeoutMs}`);
  }

  /** Says that the read models have come to a position, so that those who wait need not poll. */
  poke(position: Position): void {
    throw new Error(`not built yet ${position}`);
  }

  /** True where the read models were made by other versions of the projections, or not at all yet. */
  needsRebuild(): boolean {
    throw new Error('not built yet');
  }

  async close(): Promise<void> {}
}
