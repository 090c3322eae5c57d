import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
} from 'class-validator';
import { Rejected, to, type Context, type Decided, type Given } from '#eventsourcing';
import { amend, type Correction } from '../../cohort/amending.js';
import { cohort, standingEntries, type CaseEntry } from '../../cohort/cohort.js';
import { EntryFields } from '../../cohort/commands/movement-fields.js';
import { TERMS, type EntryAmended, type Terms } from '../../cohort/events.js';
import { notInFuture } from '../../cohort/rules.js';
import { stated } from '../../values/basis.js';
import { IsCountry, IsProse, Nested } from '../../values/decorators.js';
import { Place } from '../../values/place.js';
import type { ExchangeAmended, ExchangeAmendments } from '../events.js';
import { exchange, type KnownExchange } from '../exchange.js';
import { knownExchange } from '../rules.js';

/** The terms on which one leg took place. */
export class TermsOfLeg {
  /** Number of the leg, from 1. */
  @IsInt()
  @Min(1)
  @Max(100)
  leg!: number;

  @IsIn(TERMS)
  terms!: Terms;
}

/** Puts an exchange right, in one step: what is left out stays as it was said. All its legs follow, whatever their cohorts. */
export class AmendExchange extends EntryFields {
  /** Why: a sentence without anybody's name. */
  @IsString()
  @Length(1, 1000)
  @IsProse()
  reason!: string;

  /** Where; null: not stated. */
  @IsOptional()
  @Nested(() => Place)
  place?: Place | null;

  /** Who mediated: ISO 3166-1 alpha-2 codes. Empty: nobody did. Null: not stated. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsCountry({ each: true })
  intermediaries?: string[] | null;

  /** On which terms some of its legs took place. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @Nested(() => TermsOfLeg, { each: true })
  terms?: TermsOfLeg[] | null;
}

export const amendExchange = {
  streams: (_: AmendExchange, target: string) => [{ model: exchange, id: target }],

  further: (_: AmendExchange, given: Given, target: string) => {
    const state = given(exchange, target);
    return state.status === 'unknown' ? [] : state.cohorts.map((id) => ({ model: cohort, id }));
  },

  decide(command: AmendExchange, given: Given, { target, now }: Context): Decided[] {
    const state = knownExchange(given(exchange, target), target);
    if (state.status === 'aborted') throw new Rejected('exchange-aborted', { exchangeId: target });
    if (state.status === 'withdrawn') throw new Rejected('exchange-withdrawn', { exchangeId: target });
    notInFuture(command.occurredOn, state.status === 'planned' ? LATER : now);
    const amendments = amendmentsIn(command);
    const unknown = amendments.terms?.find(({ leg }) => !state.legs.some((one) => one.leg === leg));
    if (unknown !== undefined) throw new Rejected('leg-not-found', { leg: unknown.leg, legs: state.legs.length });
    if (Object.keys(amendments).length === 0) return [];
    const { occurredOn = state.occurredOn, basis = state.basis } = amendments;
    const { reason } = command;
    const event: ExchangeAmended = { type: 'ExchangeAmended', data: { reason, occurredOn, basis, amendments } };
    return [
      to(exchange, target, [event]),
      ...[...new Set(state.legs.map(({ cohortId }) => cohortId))].map((id) =>
        to(cohort, id, legsAmended(given, id, state, amendments, reason)),
      ),
    ];
  },
};

/** What is planned lies ahead. */
const LATER = '9998-12-31';

function amendmentsIn({ occurredOn, basis, place, intermediaries, terms }: AmendExchange): ExchangeAmendments {
  return {
    ...(occurredOn !== undefined && { occurredOn }),
    ...(basis !== undefined && { basis: stated(basis) }),
    ...(place !== undefined && { place: place && { country: place.country, name: place.name ?? null } }),
    ...(intermediaries !== undefined && { intermediaries: intermediaries && [...intermediaries].sort() }),
    ...(terms && { terms: terms.map((one) => ({ leg: one.leg, terms: one.terms })) }),
  };
}

/** The legs of one cohort, as the exchange says now, with what follows them in its case file. */
function legsAmended(
  given: Given,
  cohortId: string,
  state: KnownExchange,
  amendments: ExchangeAmendments,
  reason: string,
): EntryAmended[] {
  const known = given(cohort, cohortId);
  if (known.status === 'unknown') return [];
  const legs = standingEntries(known).filter(({ exchangeId, leg }) => exchangeId === state.id && leg !== undefined);
  const corrections = legs.flatMap((leg): [string, Correction][] => {
    const correction = correctionOf(leg, state, amendments);
    return correction === undefined ? [] : [[leg.id, correction]];
  });
  return corrections.length === 0 ? [] : amend(known, new Map(corrections), reason);
}

/** A leg with a day of its own keeps it. */
function correctionOf(
  leg: CaseEntry,
  state: KnownExchange,
  { occurredOn, basis, place, terms }: ExchangeAmendments,
): Correction | undefined {
  const own = terms?.find((one) => one.leg === leg.leg)?.terms;
  const amendments = {
    ...(occurredOn !== undefined && leg.occurredOn === state.occurredOn && { occurredOn }),
    ...(basis !== undefined && { basis }),
    ...(own !== undefined && { terms: own }),
  };
  const to = place === undefined ? undefined : leg.bookings[0]?.to;
  if (Object.keys(amendments).length === 0 && !to) return undefined;
  return { amendments, ...(to && { to: { ...to, country: place?.country ?? null, place: place?.name ?? null } }) };
}
