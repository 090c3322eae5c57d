import { IsString, Length } from 'class-validator';
import { IsProse } from '../../values/decorators.js';
import { to, type Context, type Decided, type Given } from '#eventsourcing';
import { Rejected } from '../../refusals.js';
import { cohort, standingEntries, type CaseEntry, type KnownCohort } from '../../cohort/cohort.js';
import { EntryFields } from '../../cohort/commands/movement-fields.js';
import { mayBeRetracted } from '../../cohort/commands/retract-entry.js';
import { blockedBy } from '../../cohort/entry-sentence.js';
import type { EntryRetracted } from '../../cohort/events.js';
import { notInFuture, openCohort } from '../../cohort/rules.js';
import { stated } from '../../values/basis.js';
import { exchange, type KnownExchange } from '../exchange.js';
import { knownExchange } from '../rules.js';

/** Takes an exchange back, whether it was recorded, planned or aborted, with every handover of it and every registration that its legs made. */
export class RetractExchange extends EntryFields {
  /** Why: a sentence without anybody's name. */
  @IsString()
  @Length(1, 1000)
  @IsProse()
  reason!: string;
}

export const retractExchange = {
  streams: (_: RetractExchange, target: string) => [{ model: exchange, id: target }],

  // Also those of an exchange that is taken back already: the same command again answers with their entries too.
  further: (_: RetractExchange, given: Given, target: string) => {
    const state = given(exchange, target);
    return state.status === 'unknown' ? [] : state.cohorts.map((id) => ({ model: cohort, id }));
  },

  decide(command: RetractExchange, given: Given, context: Context): Decided[] {
    const { target, now } = context;
    const state = knownExchange(given(exchange, target), target);
    if (state.status === 'withdrawn') return [];
    notInFuture(command.occurredOn, now);
    const retraction = (entry: { id: string; type: string }): EntryRetracted => ({
      type: 'EntryRetracted',
      data: {
        entryId: entry.id,
        retracted: entry.type,
        reason: command.reason,
        occurredOn: command.occurredOn ?? null,
        basis: stated(command.basis),
      },
    });
    const arranged = state.entries.filter(
      ({ type, retracted }) =>
        !retracted && (type === 'ExchangeRecorded' || type === 'ExchangePlanned' || type === 'ExchangeAborted'),
    );
    return [
      to(exchange, target, arranged.toReversed().map(retraction)),
      ...cohortsOf(state).map((id) => {
        const registered = state.legs.some((leg) => leg.cohortId === id && leg.registered);
        const taken = takenBack(openCohort(given(cohort, id), id), target, registered, retraction, now);
        return to(cohort, id, taken);
      }),
    ];
  },
};

function cohortsOf({ legs }: KnownExchange): readonly string[] {
  return [...new Set(legs.map(({ cohortId }) => cohortId))];
}

/** The retractions of one cohort's part in the exchange, the newest entry first, each checked on what the others leave. */
function takenBack(
  known: KnownCohort,
  exchangeId: string,
  registered: boolean,
  retraction: (entry: CaseEntry) => EntryRetracted,
  now: string,
): EntryRetracted[] {
  const events: EntryRetracted[] = [];
  let state = known;
  const take = (entry: CaseEntry): void => {
    mayBeRetracted(state, entry);
    const event = retraction(entry);
    events.push(event);
    state = cohort.evolve(state, { ...event, id: `retraction-${events.length}`, recordedAt: now }) as KnownCohort;
  };
  for (const entry of standingEntries(known)) if (entry.exchangeId === exchangeId) take(entry);
  if (!registered) return events;
  const [registration, ...others] = standingEntries(state)
    .filter(({ type }) => type !== 'EntryRetracted')
    .toReversed();
  if (others.length > 0) {
    throw new Rejected('entry-built-on', { cohortId: known.id, blockedBy: blockedBy(others) });
  }
  take(registration!);
  return events;
}
