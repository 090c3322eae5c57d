import { IsOptional, IsString, Length } from 'class-validator';
import type { Context } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { EntryFields } from '../../cohort/commands/movement-fields.js';
import { notInFuture } from '../../cohort/rules.js';
import { stated } from '../../values/basis.js';
import { IsEdtf, IsFigure, IsId, IsLine, Nested } from '../../values/decorators.js';
import type { EdtfDate } from '../../values/edtf.js';
import type { Figure } from '../../values/figure.js';
import type { PublishedTotalRecorded } from '../events.js';
import { ruleFrom } from '../inclusion-rule.js';
import type { PublishedTotal } from '../total.js';
import { InclusionRuleFields } from './inclusion-rule-fields.js';

/** Keeps a claimant's running total, with what it counts, so that it can be held against the exchanges. */
export class RecordPublishedTotal extends EntryFields {
  /** Chosen by the client, for ever. */
  @IsId()
  totalId!: string;

  /** Who keeps the count, e.g. `United Arab Emirates`. Totals of one claimant are steps of one count. */
  @IsString()
  @Length(1, 200)
  @IsLine()
  claimant!: string;

  @IsFigure()
  total!: Figure;

  /** The last day that it counts: an EDTF date. */
  @IsEdtf()
  asOf!: EdtfDate;

  /** What it counts between the total before and this one. */
  @Nested(() => InclusionRuleFields)
  rule!: InclusionRuleFields;

  /** What the claimant says besides, e.g. `20th mediation`. Never a person's name. */
  @IsOptional()
  @IsString()
  @Length(1, 500)
  @IsLine()
  remark?: string | null;
}

export function recordPublishedTotal(
  command: RecordPublishedTotal,
  state: PublishedTotal,
  { target, now }: Context,
): PublishedTotalRecorded[] {
  if (state.status === 'standing') throw new Rejected('total-exists', { totalId: target });
  for (const date of [command.asOf, command.occurredOn]) notInFuture(date, now);
  const { totalId, claimant, total, asOf, remark = null, occurredOn } = command;
  const rule = ruleFrom(command.rule);
  const both = rule.includes.filter((exchangeId) => rule.excludes.includes(exchangeId));
  if (both.length > 0) throw new Rejected('included-and-excluded', { exchanges: both });
  const data = { totalId, claimant, total, asOf, rule, remark };
  return [
    { type: 'PublishedTotalRecorded', data: { ...data, occurredOn: occurredOn ?? asOf, basis: stated(command.basis) } },
  ];
}
