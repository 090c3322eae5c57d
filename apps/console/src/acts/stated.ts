import type { StatedBasis } from '#cases/model';
import type { Basis } from '../parts/basis-field.js';

/** A basis as the event will keep it: what nobody graded is F6. */
export function asStated(basis: Basis | null): StatedBasis | null {
  if (basis === null) return null;
  const { source, url = null, publishedOn = null, reliability = 'F', credibility = '6' } = basis;
  return { source, url, publishedOn, reliability, credibility };
}
