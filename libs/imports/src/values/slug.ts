import { createHash } from 'node:crypto';

/**
 * An id made of parts, the same for the same parts for ever: lower-case letters, digits and hyphens, 100 at most. What
 * cannot stand in an id is replaced by a digest, so that different parts give different ids.
 */
export function idFrom(...parts: readonly string[]): string {
  const text = parts.join(' ').normalize('NFKD').toLowerCase();
  const plain = text.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
  const lossless = /^[a-z0-9\s.,/()-]*$/.test(text) && plain.length > 0 && plain.length <= 100;
  if (lossless) return plain;
  const digest = createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 8);
  return `${plain.slice(0, 90)}-${digest}`.replaceAll(/^-|-(?=-)/g, '');
}
