import { IsIn, IsOptional, IsString, IsUrl, Length } from 'class-validator';
import { IsEdtf, IsId, IsLine } from './decorators.js';
import type { EdtfDate } from './edtf.js';
import { CREDIBILITIES, RELIABILITIES, type Credibility, type Reliability, type StatedBasis } from './stated-basis.js';

/** Who says so, where, and how far it is to be trusted (Admiralty code; F6, "cannot be judged", where nobody graded it). */
export class Basis {
  /** The source's id, e.g. `ru-mod`. */
  @IsString()
  @Length(1, 100)
  @IsLine()
  source!: string;

  /** Where the statement stands. */
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, disallow_auth: true })
  @Length(1, 2000)
  url?: string | null;

  /** The id of the stored statement that it rests on: its page lists everything that does. */
  @IsOptional()
  @IsId()
  statement?: string | null;

  /** When it was published: an EDTF date. */
  @IsOptional()
  @IsEdtf()
  publishedOn?: EdtfDate | null;

  /** Reliability of the source, A (completely reliable) to F (cannot be judged). */
  @IsOptional()
  @IsIn(RELIABILITIES)
  reliability?: Reliability;

  /** Credibility of the statement, 1 (confirmed) to 6 (cannot be judged). Graded apart from the source. */
  @IsOptional()
  @IsIn(CREDIBILITIES)
  credibility?: Credibility;

  /** The id of a second source that says the same. Credibility 1 needs one of another independence group. */
  @IsOptional()
  @IsId()
  corroboratedBy?: string | null;
}

/** A basis as an event keeps it; null where none is given. */
export function stated(basis: Basis | null | undefined): StatedBasis | null {
  if (basis === null || basis === undefined) return null;
  const { source, url = null, publishedOn = null, reliability = 'F', credibility = '6' } = basis;
  const second = basis.corroboratedBy ?? null;
  const { statement = null } = basis;
  return {
    source,
    url,
    publishedOn,
    reliability,
    credibility,
    ...(statement !== null && { statement }),
    ...(second !== null && { corroboratedBy: second }),
  };
}
