import { IsIn, IsOptional } from 'class-validator';
import { to, type Context, type Decided, type Given, type Reference } from '#eventsourcing';
import { claim } from '../../claims/claim.js';
import { cohort } from '../../cohort/cohort.js';
import { EntryFields } from '../../cohort/commands/movement-fields.js';
import { notInFuture } from '../../cohort/rules.js';
import { exchange } from '../../exchange/exchange.js';
import { Rejected } from '../../refusals.js';
import { stated } from '../../values/basis.js';
import { IsCountry, IsId, Nested } from '../../values/decorators.js';
import { observation, SUBJECT_KINDS, type Subject } from '../observation.js';
import { canBeSaid, SAYINGS, TOPIC_NAMES, TOPICS, type Saying, type Topic } from '../topics.js';

/** What an observation is about. */
export class ObservedSubject {
  @IsIn(SUBJECT_KINDS)
  kind!: Subject['kind'];

  @IsId()
  id!: string;
}

/** Keeps what a source says of a cohort, an exchange or a claim, or that it says nothing: beside what others say. */
export class RecordObservation extends EntryFields {
  /** Chosen by the client, for ever. */
  @IsId()
  observationId!: string;

  @Nested(() => ObservedSubject)
  about!: ObservedSubject;

  @IsIn(TOPIC_NAMES)
  topic!: Topic;

  /** One of the codes of the topic, `unclear`, or `not-specified`: the statement is silent, and the silence is recorded. */
  @IsIn(SAYINGS)
  says!: Saying;

  /** Of which Power it is said, ISO 3166-1 alpha-2, e.g. that it has not publicly commented. Left out: of the people. */
  @IsOptional()
  @IsCountry()
  party?: string | null;
}

const MODELS = { cohort, exchange, claim } as const;

export const recordObservation = {
  streams: ({ about }: RecordObservation, target: string): Reference[] => [
    { model: observation, id: target },
    { model: MODELS[about.kind], id: about.id },
  ],

  decide(command: RecordObservation, given: Given, { target, now }: Context): Decided[] {
    const { observationId, about, topic, says, party = null, occurredOn = null, basis } = command;
    if (given(observation, target).status === 'standing') {
      throw new Rejected('observation-exists', { observationId: target });
    }
    if (given<{ status: string }, never>(MODELS[about.kind] as never, about.id).status === 'unknown') {
      throw notFound(about);
    }
    if (!canBeSaid(topic, says)) throw new Rejected('not-of-the-topic', { topic, says, codes: TOPICS[topic] });
    notInFuture(occurredOn, now);
    const said = { observationId, about: { kind: about.kind, id: about.id }, topic, says, party };
    return [
      to(observation, target, [{ type: 'ObservationRecorded', data: { ...said, occurredOn, basis: stated(basis) } }]),
    ];
  },
};

function notFound({ kind, id }: Subject): Error {
  switch (kind) {
    case 'cohort':
      return new Rejected('cohort-not-found', { cohortId: id });
    case 'exchange':
      return new Rejected('exchange-not-found', { exchangeId: id });
    case 'claim':
      return new Rejected('claim-not-found', { claimId: id });
  }
}
