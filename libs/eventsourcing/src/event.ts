/** Anything that JSON can say. Numbers are safe integers only: see `record.ts`. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** A domain event: a JSON fact in the past tense, noun first (`CohortDeparted`). */
export interface DomainEvent {
  readonly type: string;
  readonly data: object;
}

/** Which command an event came from: what makes a repeated command answer as the first time did. */
export interface CommandReference {
  /** UUID made of the writer and the `Idempotency-Key`. */
  readonly id: string;
  /** The command's class name, e.g. `MarkInTransit`. */
  readonly name: string;
  /** First 32 hex digits of the SHA-256 of the command's target and canonical body: the same id with another digest is refused. */
  readonly digest: string;
}

/** What is known of an event besides what happened. None of it comes from the request's body. */
export interface Metadata {
  /** UUID v5 of (command id, index): a repeated append is the same append in every store. */
  readonly id: string;
  readonly schema: number;
  /** The token's owner. */
  readonly actor: string;
  readonly organisation: string | null;
  readonly command: CommandReference;
  readonly correlation: string;
  readonly causation: string | null;
  /** When Homeward learned it: an RFC 3339 instant in UTC, set by the server. */
  readonly recordedAt: string;
  /**
   * When the client says that it was written: an instant in UTC of a clock that nobody checked. It is shown, and orders
   * nothing. Left out where the client did not say.
   */
  readonly writtenAt?: string;
}

/** An event ready to be appended. Its stream and revision come with the append. */
export type NewEvent<E extends DomainEvent = DomainEvent> = E & Metadata;

/**
 * Where an event stands in the whole log: opaque, and ordered by plain string comparison.
 * @example 0000000000000042
 */
export type Position = string;

/** An event as the log holds it. */
export type Recorded<E extends DomainEvent = DomainEvent> = E &
  Metadata & {
    readonly position: Position;
    readonly stream: string;
    /** Counts from 0 in each stream. */
    readonly revision: number;
    /** The canonical record as it is stored and hashed: see `record.ts`. */
    readonly canonical: string;
  };

/** What an `evolve` may look at: the event, its id and when it was recorded. */
export type Entry<E extends DomainEvent = DomainEvent> = E & Pick<Metadata, 'id' | 'recordedAt'>;
