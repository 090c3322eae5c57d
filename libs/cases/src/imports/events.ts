interface Of<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
}

/** A table is being brought in. Everything that comes of it carries the import's id as its correlation. */
export type ImportStarted = Of<
  'ImportStarted',
  {
    readonly importId: string;
    /** Kind of table, e.g. `exchanges`. */
    readonly kind: string;
    /** SHA-256 of the file, in lower-case hex. Its name is not kept: it may name somebody. */
    readonly sha256: string;
    /** SHA-256 of the mapping through which it was read; null where it was read as it is. */
    readonly mapping: string | null;
    /** Everything was to be recorded, or nothing. */
    readonly whole: boolean;
    /** Rows that say something else than what is recorded were to be recorded beside it. */
    readonly amending: boolean;
  }
>;
/** All rows have had their turn. */
export type ImportCompleted = Of<
  'ImportCompleted',
  { readonly rows: number; readonly recorded: number; readonly amended: number; readonly refused: number }
>;
/** What the import recorded was taken back, entry by entry. */
export type ImportReversed = Of<'ImportReversed', { readonly reason: string; readonly entries: number }>;

export type ImportEvent = ImportStarted | ImportCompleted | ImportReversed;
