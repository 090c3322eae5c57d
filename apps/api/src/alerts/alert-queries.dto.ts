import { IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { ALERT_KINDS, type AlertKind } from '#cases';
import { ask } from '#nest';
import { alertFile, alertList, HANDLED_STATES, type HandledState } from '#projections';
import { PageQuery, ReadingQuery } from '../reading.dto.js';
import { today } from '../today.js';

/** Which alerts, of those that hold today. */
export class AlertListQuery extends PageQuery {
  @IsOptional()
  @IsString()
  @Length(1, 100)
  cohortId?: string;

  @IsOptional()
  @IsString()
  @Length(1, 100)
  exchangeId?: string;

  @IsOptional()
  @IsIn(ALERT_KINDS)
  kind?: AlertKind;

  /** Alerts that have held for so many days or more. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(36_500)
  minDays?: number;

  /** Left out: those that are open and those taken in hand, without those put aside. */
  @IsOptional()
  @IsIn(HANDLED_STATES)
  handled?: HandledState;
}

/** One alert, named by the path. */
export class AlertQuery extends ReadingQuery {}

export const alertQuestions = [
  ask(AlertListQuery, (models, query) => alertList(models, { ...query, asOf: today() })),
  ask(AlertQuery, (models, query) =>
    alertFile(models, (query as AlertQuery & { readonly id: string }).id, { asOf: today() }),
  ),
];
