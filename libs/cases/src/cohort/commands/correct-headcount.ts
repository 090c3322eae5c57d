import { IsInt, IsOptional, IsString, Length, Max, Min, NotEquals, ValidateIf } from 'class-validator';
import type { Context } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { stated } from '../../values/basis.js';
import { IsFigure, IsProse, Nested, NotWith } from '../../values/decorators.js';
import { exactly, MAX_PEOPLE, sameFigure, type Figure } from '../../values/figure.js';
import type { Cohort, KnownCohort } from '../cohort.js';
import type { HeadcountCorrected, Movement } from '../events.js';
import { accountAt, notInFuture, notMoreThan, openCohort, peopleIn } from '../rules.js';
import { STAGES } from '../stages.js';
import { EntryFields, PositionChoice } from './movement-fields.js';

/** Says that a count was wrong: the only way that a cohort's total changes. */
export class CorrectHeadcount extends EntryFields {
  /** How many more (+) or fewer (-) there are than was thought. */
  @ValidateIf(({ counted }: CorrectHeadcount) => counted === undefined || counted === null)
  @IsInt()
  @NotEquals(0)
  @Min(-MAX_PEOPLE)
  @Max(MAX_PEOPLE)
  change?: number | null;

  /** How many there are, where what was thought is no number to add to: takes the place of `change`. */
  @IsOptional()
  @NotWith('change')
  @IsFigure()
  counted?: Figure | null;

  /** Which position was counted. */
  @Nested(() => PositionChoice)
  at!: PositionChoice;

  /** Why: a sentence without anybody's name. */
  @IsString()
  @Length(1, 1000)
  @IsProse()
  reason!: string;
}

export function correctHeadcount(
  command: CorrectHeadcount,
  state: Cohort,
  { target, now }: Context,
): HeadcountCorrected[] {
  const cohort = openCohort(state, target);
  notInFuture(command.occurredOn, now);
  const { reason } = command;
  return [
    {
      type: 'HeadcountCorrected',
      data: {
        change: command.change ?? null,
        reason,
        occurredOn: command.occurredOn ?? null,
        basis: stated(command.basis),
        moved: correction(cohort, command),
      },
    },
  ];
}

function correction(cohort: KnownCohort, { at, change, counted }: CorrectHeadcount): Movement[] {
  const account = accountAt(cohort, STAGES, at);
  const { whereabouts } = account;
  const there = peopleIn(cohort, account);
  if (counted !== undefined && counted !== null) {
    if (sameFigure(counted, there)) throw new Rejected('count-unchanged', { there });
    return [
      { from: whereabouts, to: null, people: there, whole: true },
      { from: null, to: whereabouts, people: counted, whole: false },
    ];
  }
  const people = exactly(Math.abs(change!));
  if (change! > 0) return [{ from: null, to: whereabouts, people, whole: false }];
  notMoreThan(cohort, there, people, whereabouts);
  return [{ from: whereabouts, to: null, people, whole: false }];
}
