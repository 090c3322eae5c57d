import { createHash } from 'node:crypto';
import type { Answer } from '#projections';

/** An answer with a revision has it in front, so that its `ETag` can be sent back as `If-Match`. */
function ofRevision(answer: Answer, rest: string): string {
  const { revision } = answer as { readonly revision?: number };
  return `"${revision === undefined ? '' : `${revision}-`}${rest}"`;
}

/** The `ETag` of an answer that is told apart by when it was made, and not by what it says. */
export function etagOf(answer: Answer, version: string): string {
  return ofRevision(answer, version);
}

/**
 * The `ETag` of an answer that is told apart by what it says: two that differ in anything but the position they were made at
 * have different ones, whatever made the difference.
 */
export function etagOfContent({ position: _, ...content }: Answer): string {
  const digest = createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22);
  return ofRevision(content as Answer, digest);
}

/** The tags in an `If-None-Match` header. That one is weak makes no difference here (RFC 9110, 13.1.2). */
export function tagsIn(header: string | undefined): readonly string[] {
  return header?.match(/"[^"]*"/g) ?? [];
}
