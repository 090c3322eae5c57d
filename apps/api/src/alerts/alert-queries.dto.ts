import { IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { ALERT_KINDS, IsDay, type AlertKind } from '#cases';
import { ask, askOf } from '#http';
import { alertFile, alertList, HANDLED_STATES, type HandledState } from '#projections';
import { KnownPageQuery, KnownQuery } from '../reading.dto.js';
import { today } from '../today.js';

/** Which alerts, of those that hold. */
export class AlertListQuery extends KnownPageQuery {
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

  /** What there was to ask on this day; left out: today or, with `knownAt`, on the day of what was known. */
  @IsOptional()
  @IsDay()
  on?: string;

  /** Left out: those that are open and those taken in hand, without those put aside. */
  @IsOptional()
  @IsIn(HANDLED_STATES)
  handled?: HandledState;

  /** Only those that somebody of this name took in hand or, with `handled=snoozed`, put aside: as tokens name their owners. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  owner?: string;
}

/** One alert, named by the path. */
export class AlertQuery extends KnownQuery {
  /** What there was to ask on this day; left out: today or, with `knownAt`, on the day of what was known. */
  @IsOptional()
  @IsDay()
  on?: string;
}

export const alertQuestions = [
  ask(AlertListQuery, (models, query) => alertList(models, { ...query, asOf: today() })),
  askOf(AlertQuery, (models, id, query) => alertFile(models, id, { ...query, asOf: today() })),
];
