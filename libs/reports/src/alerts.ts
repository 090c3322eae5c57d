import { IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { ALERT_KINDS, IsDay, ruleInWords, type AlertKind } from '#cases';
import {
  ALERT_COUNTS,
  alertCounts,
  alertFile,
  alertList,
  HANDLED_STATES,
  type AlertCountedBy,
  type HandledState,
} from '#projections';
import { column, date, text, whole } from './making/columns.js';
import { list } from './making/report.js';
import { KnownPageQuery, KnownQuery } from './queries/reading-query.js';

/** Which alerts, of those that hold. */
export class AlertListQuery extends KnownPageQuery {
  /** Alerts about this cohort. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  cohortId?: string;

  /** Alerts about this exchange. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  exchangeId?: string;

  /** Alerts of this kind. */
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

/** Which alerts are counted, and by what. */
export class AlertCountsQuery extends KnownQuery {
  /** Left out: their kind. */
  @IsOptional()
  @IsIn(ALERT_COUNTS)
  by?: AlertCountedBy;

  /** Alerts about this cohort. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  cohortId?: string;

  /** Alerts about this exchange. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  exchangeId?: string;

  /** Alerts of this kind. */
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

export const alerts = list({
  path: 'alerts',
  operation: 'Alerts.list',
  about: 'Lists what somebody should look at today, the oldest first; what is put aside only where it is asked for.',
  query: AlertListQuery,
  answer: (models, query, today) => alertList(models, { ...query, asOf: today }),
  columns: [
    text('id', 'Alert', '#meta+alert+id'),
    text('kind', 'Kind', '#meta+alert+type'),
    text('cohortId', 'Cohort', '#group+id'),
    text('exchangeId', 'Exchange', '#event+id'),
    date('since', 'Since', '#date+start'),
    whole('days', 'Days', '#indicator+days+num'),
    text('rule', 'Why', '#description'),
    text('handled', 'Handled', '#status+alert'),
    text('owner', 'In the hands of', '#contact+name'),
    date('snoozedUntil', 'Put aside until', '#date+until'),
    column('entryIds', 'Entries', 'list', '#meta+entry+id+list'),
  ],
  cells: ({ rows }) => rows.map(({ rule, about: _, ...alert }) => ({ ...alert, rule: ruleInWords(rule) })),
  nameBy: 'id',
  mayTakeLong: true,
});

export const alert = list({
  path: 'alerts/:id',
  operation: 'Alerts.show',
  about: 'Shows one alert: why, since when, the entries that caused it, and what was decided about it.',
  kind: 'alert',
  query: AlertQuery,
  answer: (models, { id, ...query }, today) => alertFile(models, id, { ...query, asOf: today }),
  mayTakeLong: true,
});

export const alertCountList = list({
  path: 'alerts/counts',
  operation: 'Alerts.counts',
  about: 'Counts the alerts that the list would show, by kind, by how they are handled, or by who has them in hand.',
  query: AlertCountsQuery,
  answer: (models, { by = 'kind', ...query }, today) => alertCounts(models, by, { ...query, asOf: today }),
  mayTakeLong: true,
});
