import type { ImportKind } from '../layouts/layout.js';
import type { Mapping } from '../mapping/mapping.js';
import type { Known } from '../planning/plan.js';
import type { Sheet } from '../reading/sheet.js';

/** A table, and who brings it in. */
export interface ImportRequest {
  readonly kind: ImportKind;
  readonly sheet: Sheet;
  readonly mapping?: Mapping;
  readonly known: Known;
  /** Chosen by anyone who imports: the batch's id, and the correlation of everything in it. */
  readonly importId: string;
  readonly actor: string;
  readonly organisation: string | null;
  /** RFC 3339 instant. */
  readonly now: string;
  /** Somebody takes on the cohorts that it registers; left out: they are not watched. */
  readonly watch?: boolean;
}

export interface ApplyOptions {
  /** All rows or none; otherwise row by row. */
  readonly whole: boolean;
  /** Records rows that say something else than what is recorded, beside it. */
  readonly amending: boolean;
  /** SHA-256 of the file, and of the mapping, in lower-case hex. */
  readonly sha256: string;
  readonly mappingSha256?: string | null;
}
