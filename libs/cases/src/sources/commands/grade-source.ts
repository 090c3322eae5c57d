import { IsIn, IsString, Length } from 'class-validator';
import { IsProse } from '../../values/decorators.js';
import type { Context } from '#eventsourcing';
import { RELIABILITIES, type Reliability } from '../../values/stated-basis.js';
import type { SourceGraded } from '../events.js';
import { registeredSource } from '../grading.js';
import type { Source } from '../source.js';

/** Says how far a source has proved reliable: A (completely) to F (cannot be judged), whatever it said this time. */
export class GradeSource {
  @IsIn(RELIABILITIES)
  reliability!: Reliability;

  /** Why: a sentence without anybody's name. */
  @IsString()
  @Length(1, 1000)
  @IsProse()
  reason!: string;
}

export function gradeSource({ reliability, reason }: GradeSource, state: Source, { target }: Context): SourceGraded[] {
  const source = registeredSource(state, target);
  return source.reliability === reliability ? [] : [{ type: 'SourceGraded', data: { reliability, reason } }];
}
