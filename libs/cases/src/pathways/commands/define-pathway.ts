import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
} from 'class-validator';
import type { Context } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { CATEGORIES, type Category } from '../../cohort/events.js';
import { STAGES, type Stage } from '../../cohort/stages.js';
import { IsCountry, IsDay, IsId, IsLine, IsProse, Nested } from '../../values/decorators.js';
import type { ExpectedStage, PathwayDefined } from '../events.js';
import type { PathwayState } from '../pathway.js';

const MAX_DAYS = 3650;

/** A stage of a pathway. */
export class ExpectedStageFields {
  @IsIn(STAGES)
  stage!: Stage;

  /** Where it is expected to be; left out: anywhere. */
  @IsOptional()
  @IsCountry()
  country?: string | null;

  /** Days that it may take before somebody should ask; left out: no limit. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_DAYS)
  limitDays?: number | null;
}

/** Says which way home is expected of whom. Defining a pathway again changes it from now on. */
export class DefinePathway {
  /** Chosen by the client; that of a default pathway replaces the default. */
  @IsId()
  pathwayId!: string;

  @IsString()
  @Length(1, 200)
  @IsLine()
  name!: string;

  @IsIn(CATEGORIES)
  category!: Category;

  @IsCountry()
  powerOfOrigin!: string;

  /** First day on which those released go this way; left out: no bound. */
  @IsOptional()
  @IsDay()
  from?: string | null;

  /** Last day on which those released go this way; left out: no bound. */
  @IsOptional()
  @IsDay()
  until?: string | null;

  /** In the order in which they are passed. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @Nested(() => ExpectedStageFields, { each: true })
  stages!: ExpectedStageFields[];

  /** Days within which the receiving side should confirm a handover; left out: no limit. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_DAYS)
  acknowledgeDays?: number | null;

  /** Days after which whereabouts should be confirmed again; left out: no limit. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_DAYS)
  confirmDays?: number | null;

  /** Why: a sentence without anybody's name. */
  @IsString()
  @Length(1, 1000)
  @IsProse()
  reason!: string;
}

export function definePathway(command: DefinePathway, state: PathwayState, _: Context): PathwayDefined[] {
  const { pathwayId, name, category, powerOfOrigin, from = null, until = null, reason } = command;
  if (from !== null && until !== null && from > until) throw new Rejected('period-reversed', { from, until });
  const stages = command.stages.map(({ stage, country = null, limitDays = null }): ExpectedStage => ({
    stage,
    country,
    limitDays,
  }));
  const { acknowledgeDays = null, confirmDays = null } = command;
  const pathway = { pathwayId, name, category, powerOfOrigin, from, until, stages, acknowledgeDays, confirmDays };
  if (state.status === 'defined' && JSON.stringify(state.pathway) === JSON.stringify(pathway)) return [];
  return [{ type: 'PathwayDefined', data: { ...pathway, reason } }];
}
