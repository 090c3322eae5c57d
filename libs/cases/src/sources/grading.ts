import { Rejected } from '#eventsourcing';
import type { Source } from './source.js';

export type RegisteredSource = Exclude<Source, { status: 'unknown' }>;

/** The source, if it is registered and still counts. */
export function registeredSource(source: Source, id: string): RegisteredSource {
  if (source.status === 'unknown') throw new Rejected('source-not-found', { sourceId: id });
  if (source.status === 'withdrawn') throw new Rejected('source-withdrawn', { sourceId: id });
  return source;
}

/**
 * Admiralty code: credibility 1, "confirmed by other sources", takes two that do not repeat each other.
 * @throws Rejected corroboration-missing, source-not-found, source-withdrawn, sources-not-independent
 */
export function independent(first: Source, firstId: string, second: Source, secondId: string): void {
  const [one, other] = [registeredSource(first, firstId), registeredSource(second, secondId)];
  if (one.independenceGroup === other.independenceGroup) {
    throw new Rejected('sources-not-independent', {
      sources: [firstId, secondId],
      independenceGroup: one.independenceGroup,
    });
  }
}
