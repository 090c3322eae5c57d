import { ArrayMaxSize, ArrayMinSize, IsArray, ValidateIf } from 'class-validator';
import type { Context } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { EntryFields } from '../../cohort/commands/movement-fields.js';
import { notInFuture } from '../../cohort/rules.js';
import { Basis, stated } from '../../values/basis.js';
import { Nested } from '../../values/decorators.js';
import { lineKey, type ExchangeReported, type ReportedFigure } from '../events.js';
import type { Exchange } from '../exchange.js';
import { knownExchange, lineOf } from '../rules.js';
import { FigureForLine } from './exchange-fields.js';

/** Keeps another source's figures beside the first: a claim, which changes nobody's headcount. */
export class AddExchangeReport extends EntryFields {
  /** Who says so: needed here, where every other entry may leave it out. */
  @ValidateIf(() => true)
  @Nested(() => Basis)
  declare basis: Basis;

  /** What it says of which people. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @Nested(() => FigureForLine, { each: true })
  figures!: FigureForLine[];
}

export function addExchangeReport(
  command: AddExchangeReport,
  state: Exchange,
  { target, now }: Context,
): ExchangeReported[] {
  const exchange = knownExchange(state, target);
  notInFuture(command.occurredOn, now);
  const figures = command.figures.map((choice): ReportedFigure => ({
    line: lineOf(exchange, choice),
    people: choice.headcount,
  }));
  const lines = new Set(figures.map(({ line }) => lineKey(line)));
  if (lines.size < figures.length) throw new Rejected('line-repeated', { figures: figures.length, lines: lines.size });
  return [
    {
      type: 'ExchangeReported',
      data: { figures, occurredOn: command.occurredOn ?? null, basis: stated(command.basis)! },
    },
  ];
}
