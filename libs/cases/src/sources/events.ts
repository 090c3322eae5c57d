import type { EdtfDate } from '../values/edtf.js';
import type { Credibility, Reliability } from '../values/stated-basis.js';

/** What kind of speaker a source is. */
export const SOURCE_KINDS = [
  'government',
  'armed-forces',
  'intermediary',
  'international-organisation',
  'ngo',
  'media',
  'academic',
  'witness',
  'anonymous',
] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** How a statement was captured (Berkeley Protocol on Digital Open Source Investigations, 2020, chapter VI.C). */
export const CAPTURE_METHODS = ['web-archive', 'screenshot', 'download', 'recording', 'transcript', 'paper'] as const;
export type CaptureMethod = (typeof CAPTURE_METHODS)[number];

interface Of<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
}

export type SourceRegistered = Of<
  'SourceRegistered',
  {
    readonly sourceId: string;
    readonly name: string;
    readonly publisher: string | null;
    readonly kind: SourceKind;
    /** The Power that it speaks for or belongs to: ISO 3166-1 alpha-2; null for none. */
    readonly party: string | null;
    /** Sources of one group repeat each other: together they count once. */
    readonly independenceGroup: string;
    readonly url: string | null;
  }
>;
export type SourceGraded = Of<'SourceGraded', { readonly reliability: Reliability; readonly reason: string }>;
/** The source no longer counts: everything that rests on it alone stands unsourced. */
export type SourceWithdrawn = Of<'SourceWithdrawn', { readonly reason: string }>;

export type SourceEvent = SourceRegistered | SourceGraded | SourceWithdrawn;

export type StatementCaptured = Of<
  'StatementCaptured',
  {
    readonly statementId: string;
    readonly sourceId: string;
    readonly url: string | null;
    readonly publishedOn: EdtfDate | null;
    /** RFC 3339 instant. */
    readonly capturedAt: string;
    readonly method: CaptureMethod;
    /** Who captured it: an organisation or a desk, never a person's name. */
    readonly collector: string;
    readonly credibility: Credibility;
    /** Of the stored copy; the bytes themselves are kept beside the log. */
    readonly sha256: string;
    readonly mediaType: string;
    readonly bytes: number;
  }
>;

export type StatementEvent = StatementCaptured;
