import { IsOptional, IsString, Length } from 'class-validator';
import type { Context } from '#eventsourcing';
import { Basis, stated } from '../../values/basis.js';
import { IsProse, Nested } from '../../values/decorators.js';
import { sameFigure } from '../../values/figure.js';
import { lineKey, type FigureAccepted } from '../events.js';
import type { Exchange } from '../exchange.js';
import { knownExchange, lineOf } from '../rules.js';
import { FigureForLine } from './exchange-fields.js';

/** Decides which figure counts among claims about one line. It can be revised; every decision is kept. */
export class AcceptFigure extends FigureForLine {
  /** Why this figure: a sentence without anybody's name. */
  @IsString()
  @Length(1, 1000)
  @IsProse()
  reason!: string;

  /** The claim that convinced, if it was one. */
  @IsOptional()
  @Nested(() => Basis)
  basis?: Basis | null;
}

export function acceptFigure(command: AcceptFigure, state: Exchange, { target }: Context): FigureAccepted[] {
  const exchange = knownExchange(state, target);
  const line = lineOf(exchange, command);
  const { headcount: people, reason } = command;
  const current = exchange.accepted.get(lineKey(line));
  if (current !== undefined && sameFigure(current, people)) return [];
  return [{ type: 'FigureAccepted', data: { line, people, reason, occurredOn: null, basis: stated(command.basis) } }];
}
