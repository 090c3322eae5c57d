import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import {
  ALERT_KINDS,
  CATEGORIES,
  IsCountry,
  IsDay,
  IsId,
  STAGES,
  type AlertKind,
  type Category,
  type KnownCohort,
  type Stage,
} from '#cases';
import type { Position } from '#eventsourcing';
import {
  COHORT_FACETS,
  COHORT_SORTS,
  cohortList,
  cohortStatus,
  type CohortFacet,
  type CohortSort,
  type CohortStatus,
} from '#projections';
import {
  CATEGORY,
  column,
  COUNTRY,
  date,
  DATES,
  DETAINING_POWER,
  GRADE,
  people,
  PEOPLE,
  PLACE,
  POWER_OF_ORIGIN,
  STAGE,
  text,
  UNSOURCED,
  whole,
} from './making/columns.js';
import type { Reader } from './making/read.js';
import { list } from './making/report.js';
import { IsPosition } from './queries/is-position.js';
import { KnownPageQuery, KnownQuery } from './queries/reading-query.js';

/** More values of one parameter than anybody chooses. */
const MOST_VALUES = 50;

/** One cohort, named by the path. */
export class CohortQuery extends KnownQuery {
  /** Where its people were on this day; left out: where they are. */
  @IsOptional()
  @IsDay()
  on?: string;
}

/** Which cohorts. */
export class CohortListQuery extends KnownPageQuery {
  /** Cohorts of this category. */
  @IsOptional()
  @IsIn(CATEGORIES)
  category?: Category;

  /** ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  powerOfOrigin?: string;

  /** ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  detainingPower?: string;

  /** Cohorts that have, or with `on` had, people in this stage; given more than once: in one of them. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(STAGES.length)
  @IsIn(STAGES, { each: true })
  stage?: Stage[];

  /** The same with a country: ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_VALUES)
  @IsCountry({ each: true })
  country?: string[];

  /** Cohorts about which there is an alert of this kind that nobody has taken in hand or put aside; given more than once: of one of them. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(ALERT_KINDS.length)
  @IsIn(ALERT_KINDS, { each: true })
  alert?: AlertKind[];

  /** Words, or the beginnings of words, that all have to stand in its name, id, custodian or places; capitals and accents make no difference. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  q?: string;

  /** These cohorts, and no others. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_VALUES)
  @IsId({ each: true })
  ids?: string[];

  /** Cohorts of which something was recorded after this position. */
  @IsOptional()
  @IsPosition()
  changedAfter?: Position;

  /** Cohorts whose file is open, was merged into another, or whose registration was retracted. */
  @IsOptional()
  @IsIn(['open', 'merged', 'withdrawn'])
  status?: KnownCohort['status'];

  /** Those that are watched, so that alerts are raised about them, or those that are not. */
  @IsOptional()
  @IsIn(['true', 'false'])
  watched?: 'true' | 'false';

  /** Those that this person looks after; given more than once: one of them. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_VALUES)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  assignee?: string[];

  /** Where their people were on this day; left out: where they are. */
  @IsOptional()
  @IsDay()
  on?: string;

  /**
   * A leading `-` turns the order round. `attention` begins with the most pressing questions that have been open for longest,
   * `since` with the people who have been longest where they are.
   */
  @IsOptional()
  @IsIn(COHORT_SORTS)
  sort?: CohortSort;

  /** What all cohorts that are asked about are to be counted by, such as `stage,alert`, however many stand on the page. */
  @IsOptional()
  @Matches(new RegExp(`^(?:${COHORT_FACETS.join('|')})(?:,(?:${COHORT_FACETS.join('|')}))*$`), {
    message: `$property must be some of ${COHORT_FACETS.join(', ')}, with commas between them`,
  })
  facets?: string;
}

/** One row for each position that people of a cohort are in; one without people for a cohort of which nobody is left. */
export const cohorts = list({
  path: 'cohorts',
  operation: 'Cohorts.list',
  about: 'Lists cohorts as they stand.',
  // Filters by alerts, and counts, look at every cohort there is.
  mayTakeLong: true,
  query: CohortListQuery,
  isPersonal: true,
  answer: async (models, { roles, watched, facets, ...query }, today) => {
    const asked = {
      ...query,
      ...(watched && { watched: watched === 'true' }),
      ...(facets !== undefined && { facets: facets.split(',') as CohortFacet[] }),
      asOf: today,
    };
    const page = await cohortList(models, asked);
    return mayAct(roles) ? page : { ...page, rows: page.rows.map(withoutActions) };
  },
  columns: [
    text('id', 'Cohort', '#group+id'),
    text('name', 'Name', '#group+name'),
    CATEGORY,
    POWER_OF_ORIGIN,
    DETAINING_POWER,
    text('status', 'Status', '#status+file'),
    people('headcount', 'Headcount of the cohort', '+cohort'),
    STAGE,
    COUNTRY,
    PLACE,
    text('runBy', 'Run by', '#org+name'),
    column('exit', 'Exit', 'code', '#status+exit+code', 'exit'),
    PEOPLE,
    DATES,
    date('since', 'Since', '#date+start'),
    whole('daysInStage', 'Days in stage', '#indicator+days+num'),
    date('confirmedOn', 'Last confirmed', '#date+confirmed'),
    text('custodian', 'Custodian', '#org+custodian+name'),
    date('custodySince', 'In custody since', '#date+custody'),
    text('legalStatus', 'Legal status', '#status+legal'),
    GRADE,
    UNSOURCED,
    text('assignee', 'Looked after by', '#contact+name'),
    column('alertKinds', 'Alerts', 'list', '#meta+alerts+list'),
    text('updatedAt', 'Updated at', '#date+updated'),
  ],
  *cells({ rows }) {
    for (const { balances, ...cohort } of rows) {
      const own = { ...cohort, alertKinds: openKinds(cohort.alerts) };
      for (const balance of balances.length > 0 ? balances : [NOBODY]) yield { ...own, ...balance };
    }
  },
  nameBy: 'id',
});

/** Of files: what is still to be asked. */
function openKinds(alerts: CohortStatus['alerts']): string[] {
  return alerts.filter(({ handled }) => handled === 'open').map(({ kind }) => kind);
}

/** Whether somebody with these roles records anything. */
export function mayAct(roles: readonly Reader[]): boolean {
  return roles.includes('caseworker');
}

/** A cohort as it is shown to people who record nothing. */
export function withoutActions<Status extends CohortStatus>(status: Status): Status {
  const balances = status.balances.map((balance) => ({ ...balance, actions: [] }));
  return { ...status, balances, actions: [], allowedActions: [] };
}

const NOBODY = { stage: null, people: { kind: 'exact', value: 0 } };

export const cohort = list({
  path: 'cohorts/:id',
  operation: 'Cohorts.show',
  about: 'Shows one cohort as it stands: how many are where, since when, and what may be done next.',
  kind: 'cohort',
  query: CohortQuery,
  isPersonal: true,
  isToldByContent: true,
  answer: async (models, { id, roles, ...query }, today) => {
    const status = await cohortStatus(models, id, { ...query, asOf: today });
    return status === undefined || mayAct(roles) ? status : withoutActions(status);
  },
});
