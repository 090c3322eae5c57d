import { Equals, IsOptional } from 'class-validator';
import { to, type Context, type Decided, type Given } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { cohort, type Cohort, type KnownCohort } from '../../cohort/cohort.js';
import { registerCohort } from '../../cohort/commands/register-cohort.js';
import type { CohortEvent, CohortHandedOver } from '../../cohort/events.js';
import { whereabouts } from '../../cohort/whereabouts.js';
import { notInFuture, openCohort, takeFor } from '../../cohort/rules.js';
import { stated } from '../../values/basis.js';
import { exchange } from '../exchange.js';
import type { Leg } from '../events.js';
import { ExchangeFields, type ExchangeLeg } from './exchange-fields.js';

/** Says that an exchange took place: each leg hands its people over (GC III 118; 109 for the severely wounded). */
export class RecordExchange extends ExchangeFields {
  /** `true` plans the exchange instead. */
  @IsOptional()
  @Equals(false)
  planned?: false;
}

export const recordExchange = {
  streams: (command: RecordExchange, target: string) => [
    { model: exchange, id: target },
    ...[...new Set(command.legs.map(cohortOf))].map((id) => ({ model: cohort, id })),
  ],

  decide(command: RecordExchange, given: Given, context: Context): Decided[] {
    const { status } = given(exchange, context.target);
    if (status === 'recorded') throw new Rejected('exchange-exists', { exchangeId: context.target });
    if (status === 'aborted') throw new Rejected('exchange-aborted', { exchangeId: context.target });
    notInFuture(command.occurredOn, context.now);

    const cohorts = new Map<string, { state: Cohort; events: CohortEvent[] }>();
    const legs = command.legs.map((leg, index): Leg => {
      const id = cohortOf(leg);
      const file = cohorts.get(id) ?? { state: given(cohort, id), events: [] };
      cohorts.set(id, file);
      const add = (event: CohortEvent): void => {
        file.events.push(event);
        // A later leg of the same cohort takes from what this one leaves.
        file.state = cohort.evolve(file.state, {
          ...event,
          id: `leg-${index + 1}-${event.type}`,
          recordedAt: context.now,
        });
      };
      if (leg.register) add(registerCohort({ basis: command.basis, ...leg.register }, file.state, context)[0]!);
      const known = openCohort(file.state, id);
      const handedOver = handOver(command, leg, index + 1, known, context);
      add(handedOver);
      return asRecorded(leg, known, handedOver);
    });

    return [
      to(exchange, context.target, [{ type: 'ExchangeRecorded', data: { ...arrangement(command), legs } }]),
      ...[...cohorts].map(([id, { events }]) => to(cohort, id, events)),
    ];
  },
};

export function cohortOf({ cohortId, register }: ExchangeLeg): string {
  return register?.cohortId ?? cohortId!;
}

/** What a planned and a recorded exchange state alike. */
export function arrangement(command: ExchangeFields) {
  const { exchangeId, occurredOn, place, intermediaries, basis } = command;
  return {
    exchangeId,
    occurredOn: occurredOn ?? null,
    place: place ? { country: place.country, name: place.name ?? null } : null,
    intermediaries: intermediaries ? [...intermediaries].sort() : null,
    basis: stated(basis),
  };
}

function handOver(
  command: RecordExchange,
  leg: ExchangeLeg,
  number: number,
  known: KnownCohort,
  { target, now }: Context,
): CohortHandedOver {
  const { place } = command;
  const occurredOn = leg.occurredOn ?? command.occurredOn ?? null;
  const taken = takeFor(known, 'record-exchange', { ...leg, occurredOn }, now);
  return {
    type: 'CohortHandedOver',
    data: {
      exchangeId: target,
      leg: number,
      terms: leg.terms ?? 'exchange',
      occurredOn,
      basis: stated(leg.basis ?? command.basis),
      moved: [{ ...taken, to: whereabouts('released', { country: place?.country, place: place?.name }) }],
    },
  };
}

function asRecorded(
  leg: ExchangeLeg,
  { id, category, powerOfOrigin, detainingPower }: KnownCohort,
  event: CohortHandedOver,
): Leg {
  const { people } = event.data.moved[0]!;
  return {
    leg: event.data.leg,
    cohortId: id,
    category,
    powerOfOrigin,
    detainingPower,
    people,
    terms: leg.terms ?? 'exchange',
    registered: Boolean(leg.register),
  };
}
