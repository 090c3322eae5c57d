import { IsOptional, IsString, Length } from 'class-validator';
import type { Context } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { stated } from '../../values/basis.js';
import { IsCountry, IsLine, Nested } from '../../values/decorators.js';
import { Place } from '../../values/place.js';
import { isHeldInOnePlace, type Cohort, type KnownCohort } from '../cohort.js';
import type { CustodyTransferred, Movement } from '../events.js';
import { book } from '../accounts.js';
import { keyOf, whereabouts } from '../whereabouts.js';
import { openCohort, takeFor } from '../rules.js';
import { MovementFields } from './movement-fields.js';

/** Moves people to another place of detention, another custodian or another Detaining Power (GC III 12, 46). */
export class TransferCustody extends MovementFields {
  /** Left out: the same as before. ISO 3166-1 alpha-2. */
  @IsOptional()
  @IsCountry()
  detainingPower?: string | null;

  /** Left out: not stated. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @IsLine()
  custodian?: string | null;

  /** Left out: not stated. */
  @IsOptional()
  @Nested(() => Place)
  place?: Place | null;
}

export function transferCustody(
  command: TransferCustody,
  state: Cohort,
  { target, now }: Context,
): CustodyTransferred[] {
  const cohort = openCohort(state, target);
  const { powerOfOrigin } = cohort;
  const detainingPower = command.detainingPower ?? cohort.detainingPower;
  if (detainingPower === powerOfOrigin) throw new Rejected('same-power', { powerOfOrigin });
  const taken = takeFor(cohort, 'transfer-custody', command, now);
  const custodian = command.custodian ?? null;
  const { place } = command;
  const to = whereabouts('custody', {
    country: place?.country ?? detainingPower,
    place: place?.name,
    runBy: custodian,
  });
  if (keyOf(to) === keyOf(taken.from) && detainingPower === cohort.detainingPower) return [];
  const moved = [{ ...taken, to }];
  if (detainingPower !== cohort.detainingPower && leavesOthers(cohort, moved)) {
    // A cohort has one Detaining Power: it would be said of those who stay as well.
    throw new Rejected('others-stay-in-custody', { detainingPower: cohort.detainingPower, cohortId: target });
  }
  return [
    {
      type: 'CustodyTransferred',
      data: {
        detainingPower,
        custodian,
        occurredOn: command.occurredOn ?? null,
        basis: stated(command.basis),
        moved,
      },
    },
  ];
}

function leavesOthers({ accounts }: KnownCohort, moved: readonly Movement[]): boolean {
  return !isHeldInOnePlace(book(accounts, 'asked', moved, null).accounts);
}
