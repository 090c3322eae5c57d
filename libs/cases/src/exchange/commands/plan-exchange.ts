import { Equals } from 'class-validator';
import { to, type Context, type Decided, type Given } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { cohort } from '../../cohort/cohort.js';
import { openCohort } from '../../cohort/rules.js';
import { NOT_STATED } from '../../values/figure.js';
import { exchange } from '../exchange.js';
import type { PlannedLeg } from '../events.js';
import { ExchangeFields } from './exchange-fields.js';
import { arrangement, cohortOf } from './record-exchange.js';

/** Says that an exchange is agreed or announced: nobody is taken from anywhere yet. */
export class PlanExchange extends ExchangeFields {
  @Equals(true)
  planned!: true;
}

export const planExchange = {
  streams: (command: PlanExchange, target: string) => [
    { model: exchange, id: target },
    ...[...new Set(command.legs.map(cohortOf))].map((id) => ({ model: cohort, id })),
  ],

  decide(command: PlanExchange, given: Given, { target }: Context): Decided[] {
    const { status } = given(exchange, target);
    if (status !== 'unknown' && status !== 'withdrawn') throw new Rejected('exchange-exists', { exchangeId: target });
    const legs = command.legs.map((leg, index): PlannedLeg => {
      const cohortId = cohortOf(leg);
      const { category, powerOfOrigin, detainingPower } = leg.register ?? openCohort(given(cohort, cohortId), cohortId);
      const people = leg.headcount ?? NOT_STATED;
      return {
        leg: index + 1,
        cohortId,
        category,
        powerOfOrigin,
        detainingPower,
        people,
        terms: leg.terms ?? 'exchange',
      };
    });
    return [to(exchange, target, [{ type: 'ExchangePlanned', data: { ...arrangement(command), legs } }])];
  },
};
