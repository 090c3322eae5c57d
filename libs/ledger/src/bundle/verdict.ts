/** What can be wrong with a bundle, an extract or a log. `tools/verify.py` knows the same codes for what it verifies. */
export type FaultCode =
  /** It is not a bundle: not such a ZIP, or with files that are missing, too many, too large or of another form. */
  | 'bundle-refused'
  /** No trusted key signed the checkpoint. */
  | 'signature-not-valid'
  /** The auditor's own older checkpoint is not one of this log. */
  | 'older-checkpoint-not-valid'
  /** The log is shorter than the auditor's older checkpoint. */
  | 'log-shorter'
  /** The log does not continue the auditor's older checkpoint: it was rewritten, and signed again. */
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
  /** The records are whole, but a tile does not fit them. */
  | 'tile-differs'
  /** Neither the records nor the tiles give the signed root. */
  | 'root-differs'
  /** Folding the records gives other balances than the manifest states. */
  | 'balances-differ'
  /** A receipt of an extract does not prove its record. */
  | 'receipt-not-valid'
  /** A server or a folder does not give what its checkpoint counts. */
  | 'log-incomplete'
  /** A database finds a record under another stream, revision or id than the record says. */
  | 'record-misfiled'
  /** A database is damaged, or was altered by something else than its engine. */
  | 'store-damaged';

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

/** What every good verdict says of the checkpoint that it rests on. */
interface Proved {
  readonly ok: true;
  readonly origin: string;
  /** Records of the log that the checkpoint counts; of a data folder, those that it holds. */
  readonly size: number;
  /** Base64. */
  readonly root: string;
  /** The keys that signed the checkpoint, as `name+id`. */
  readonly signedBy: readonly string[];
  /** The size of the auditor's older checkpoint that the log continues; null where none was given. */
  readonly continues: number | null;
}

/** That a log is whole: every record of it was verified. */
export interface LogProved extends Proved {
  readonly kind: 'bundle' | 'server' | 'data-folder';
  readonly streams: number;
  /** Whether the manifest's balances were compared with a fold of the records. */
  readonly balances: 'checked' | 'not-checked';
  readonly repeatedIds: RepeatedIds;
  readonly exposure: Exposure;
  /** The size of the last checkpoint that was signed: of a data folder, which may have grown since. */
  readonly signed: number;
}

/** A record whose id stands in the log before it. */
export interface RepeatedId {
  /** Counts from 0 in the log, as `first` does: the first record with this id. */
  readonly index: number;
  readonly id: string;
  readonly first: number;
}

/** Records whose id stands in the log before them: two commands claimed one id, of an engine that does not notice it. */
export interface RepeatedIds {
  readonly records: number;
  /** The first of them. */
  readonly named: readonly RepeatedId[];
}

/** That records stand in a log. Whether they are all of their stream, nothing in an extract can prove. */
export interface ExtractProved extends Proved {
  readonly kind: 'extract';
  readonly stream: string;
  /** Records verified. */
  readonly records: number;
  readonly completeness: 'not-proved';
}

/**
 * The records after the checkpoint that the auditor held already, all where there is none: who has the signing key could
 * have rewritten them, and nothing in the log itself would show it.
 */
export interface Exposure {
  readonly records: number;
  /** When the first and the last of them were recorded, by the log's own word; null where there are none. */
  readonly from: string | null;
  readonly to: string | null;
}

/** What verifying came to. Plain JSON. */
export type Verdict = LogProved | ExtractProved | { readonly ok: false; readonly fault: Fault };

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

/** Turns the first fault into a verdict. */
export async function verdictOf(work: () => Promise<Verdict>): Promise<Verdict> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FaultFound) return { ok: false, fault: error.fault };
    throw error;
  }
}
