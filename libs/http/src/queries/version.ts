import type { Position } from '#eventsourcing';
import { today } from './today.js';

/**
 * What answers of one position and day have in common in their `ETag`: the same bytes. Days in a stage are counted up to
 * today.
 */
export function versionOf(position: Position | null): string {
  return `${position ?? 'empty'}-${today()}`;
}
