/** What can be wrong with a bundle. `tools/verify.py` knows the same codes. */
export type FaultCode =
  /** It is not a bundle: not such a ZIP, or with files that are missing, too many, too large or of another form. */
  | 'bundle-refused'
  /** No trusted key signed the checkpoint. */
  | 'signature-not-valid'
  /** The auditor's own older checkpoint is not one of this log. */
  | 'older-checkpoint-not-valid'
  /** The log is shorter than the auditor's older checkpoint. */
  | 'log-shorter'
  /** The log does not continue the auditor's older checkpoint: it was rewritten, and signed anew. */
  | 'history-rewritten'
  /** The manifest says something else than the checkpoint or the records. */
  | 'manifest-differs'
  /** The record is not the one that was signed at this place. */
  | 'record-altered'
  /** Its bytes are not the canonical form (RFC 8785) of what they say. */
  | 'record-not-canonical'
  /** A member is missing, unknown or of another type. */
  | 'record-malformed'
  /** Its revision is not the one that is due in its stream. */
  | 'revision-out-of-order'
  /** Its id stands in the log before it. */
  | 'id-repeated'
  /** The records are whole, but a tile does not fit them. */
  | 'tile-differs'
  /** Neither the records nor the tiles give the signed root. */
  | 'root-differs'
  /** Folding the records gives other balances than the manifest states. */
  | 'balances-differ';

/** The record in question, as far as it can be read. */
export interface RecordReference {
  /** Counts from 0 in the log. */
  readonly index: number;
  readonly stream: string | null;
  readonly revision: number | null;
  readonly id: string | null;
}

export interface Fault {
  readonly code: FaultCode;
  /** A whole sentence for the auditor. */
  readonly message: string;
  /** The first broken record. */
  readonly record?: RecordReference;
  /** The file in the bundle. */
  readonly file?: string;
}

/** What verifying a bundle came to. Plain JSON. */
export type Verdict =
  | {
      readonly ok: true;
      readonly origin: string;
      /** Records verified. */
      readonly size: number;
      /** Base64. */
      readonly root: string;
      /** The keys that signed the checkpoint, as `name+id`. */
      readonly signedBy: readonly string[];
      readonly streams: number;
      /** The size of the auditor's older checkpoint that the log continues; null where none was given. */
      readonly continues: number | null;
      /** Whether the manifest's balances were compared with a fold of the records. */
      readonly balances: 'checked' | 'not-checked';
    }
  | { readonly ok: false; readonly fault: Fault };

/** Thrown inside the verifier, and caught by it: the first fault ends the work. */
export class FaultFound extends Error {
  override readonly name = 'FaultFound';
  constructor(readonly fault: Fault) {
    super(fault.message);
  }
}

/** @param problem says what `it`, the ZIP or the file in it, is or does */
export function refuse(problem: string, file?: string): FaultFound {
  const message = `The bundle is refused${file === undefined ? '' : `, because of ${file}`}: ${problem}.`;
  return new FaultFound({ code: 'bundle-refused', message, ...(file === undefined ? {} : { file }) });
}
