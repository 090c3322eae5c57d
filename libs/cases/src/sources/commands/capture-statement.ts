import { IsIn, IsInt, IsMimeType, IsOptional, IsString, IsUrl, Length, Matches, Max, Min } from 'class-validator';
import { to, type Context, type Decided, type Given } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { notInFuture } from '../../cohort/rules.js';
import { CREDIBILITIES, type Credibility } from '../../values/stated-basis.js';
import { IsEdtf, IsId, IsInstant, IsLine } from '../../values/decorators.js';
import type { EdtfDate } from '../../values/edtf.js';
import { CAPTURE_METHODS, type CaptureMethod } from '../events.js';
import { registeredSource } from '../grading.js';
import { source } from '../source.js';
import { statement } from '../statement.js';

/** The largest stored copy, in bytes. */
export const MAX_COPY_BYTES = 20 * 1024 * 1024;

/** Keeps what was published, as it was, with the fields of the Berkeley Protocol. The log holds the copy's hash alone. */
export class CaptureStatement {
  /** Chosen by the client, for ever. */
  @IsId()
  statementId!: string;

  @IsId()
  sourceId!: string;

  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, disallow_auth: true })
  @Length(1, 2000)
  url?: string | null;

  /** When it was published: an EDTF date. */
  @IsOptional()
  @IsEdtf()
  publishedOn?: EdtfDate | null;

  /** When it was captured: an RFC 3339 instant. */
  @IsInstant()
  capturedAt!: string;

  @IsIn(CAPTURE_METHODS)
  method!: CaptureMethod;

  /** Who captured it: an organisation or a desk, never a person's name. */
  @IsString()
  @Length(1, 200)
  @IsLine()
  collector!: string;

  /** 1 (confirmed) to 6 (cannot be judged); left out: 6. */
  @IsOptional()
  @IsIn(CREDIBILITIES.slice(1))
  credibility?: Credibility | null;

  /** SHA-256 of the stored copy in lower-case hex: the copy is uploaded first. */
  @Matches(/^[0-9a-f]{64}$/, { message: 'sha256 must be 64 hexadecimal digits in lower case' })
  sha256!: string;

  /** What the copy's content was found to be. */
  @IsMimeType()
  mediaType!: string;

  /** Length of the copy. */
  @IsInt()
  @Min(1)
  @Max(MAX_COPY_BYTES)
  bytes!: number;
}

export const captureStatement = {
  streams: (command: CaptureStatement, target: string) => [
    { model: statement, id: target },
    { model: source, id: command.sourceId },
  ],

  decide(command: CaptureStatement, given: Given, { target, now }: Context): Decided[] {
    if (given(statement, target).status !== 'unknown') throw new Rejected('statement-exists', { statementId: target });
    registeredSource(given(source, command.sourceId), command.sourceId);
    notInFuture(command.publishedOn, now);
    if (Date.parse(command.capturedAt) > Date.parse(now) + 24 * 3_600_000) {
      throw new Rejected('occurred-in-the-future', { occurredOn: command.capturedAt, now });
    }
    const { statementId, sourceId, url = null, publishedOn = null, capturedAt, method, collector } = command;
    const { credibility, sha256, mediaType, bytes } = command;
    const copy = { sha256, mediaType, bytes };
    const data = { statementId, sourceId, url, publishedOn, capturedAt, method, collector, ...copy };
    return [to(statement, target, [{ type: 'StatementCaptured', data: { ...data, credibility: credibility ?? '6' } }])];
  },
};
