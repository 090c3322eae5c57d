import type { EdtfDate } from './edtf.js';

export const RELIABILITIES = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export const CREDIBILITIES = ['1', '2', '3', '4', '5', '6'] as const;
export type Reliability = (typeof RELIABILITIES)[number];
export type Credibility = (typeof CREDIBILITIES)[number];

/** A basis as an event keeps it: every field there, ungraded as F6; a stored statement and a second source only where they are named. */
export interface StatedBasis {
  readonly source: string;
  readonly url: string | null;
  readonly publishedOn: EdtfDate | null;
  readonly reliability: Reliability;
  readonly credibility: Credibility;
  /** Id of the stored statement that it rests on. */
  readonly statement?: string;
  readonly corroboratedBy?: string;
}

/** True where both name the same sources, the same statement and the same grade. */
export function sameBasis(a: StatedBasis, b: StatedBasis): boolean {
  const fields = ['source', 'url', 'publishedOn', 'reliability', 'credibility', 'statement', 'corroboratedBy'] as const;
  return fields.every((field) => a[field] === b[field]);
}
