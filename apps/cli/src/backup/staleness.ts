import type { Checkpoint, Hash } from '#ledger';

/** A tree as somebody knew it. */
export type KnownTree = Pick<Checkpoint, 'size' | 'root'>;

/** What is known of the log that a backup would take the place of. */
export interface KnownLog {
  /** What its folder holds; null where there is none, or where it can no longer be read. */
  readonly log: KnownTree | null;
  /** The last checkpoint that was signed, wherever it was kept; null where none is known. */
  readonly signed: KnownTree | null;
}

/** What a backup's log is, with the roots that it had at the sizes in question. */
export interface BackupTree {
  readonly records: number;
  readonly roots: ReadonlyMap<number, Hash>;
}

/**
 * Why a backup's log cannot go on where the known one is: it is older, or it is another one. Undefined where it can. What was
 * signed, or stands in the log there, may be known to others: a log that went on without it would contradict it.
 */
export function staleness({ records, roots }: BackupTree, { log, signed }: KnownLog): string | undefined {
  const continues = ({ size, root }: KnownTree): boolean => roots.get(size)?.equals(root) === true;
  if (signed !== null && signed.size > records) {
    return `it holds ${records} records, and the last checkpoint that was signed counts ${signed.size}`;
  }
  if (log !== null && log.size > records) {
    return `it holds ${records} records, and the log that it would replace holds ${log.size}`;
  }
  if (signed !== null && !continues(signed)) {
    return `among its first ${signed.size} records at least one is not the one that was signed`;
  }
  if (log !== null && !continues(log)) {
    return `the log that it would replace is another one: their first ${log.size} records differ`;
  }
  return undefined;
}
