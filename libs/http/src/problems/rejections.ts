import type { Rejected } from '#eventsourcing';
import { HttpProblem } from './problem.js';
import type { Wordings } from './wording.js';

/**
 * A rule's "no" as an answer: 409 with the rule's code, and what it saw as `facts`.
 * @param wordings a code that is not among them is told all the same
 */
export function rejection({ code, facts }: Rejected, wordings: Wordings): HttpProblem {
  const { title = inSentence(code), detail, status = 409 } = wordings[code] ?? {};
  return new HttpProblem(status, code, title, {
    ...(detail && { detail: detail(facts) }),
    ...(Object.keys(facts).length > 0 && { members: { facts } }),
  });
}

function inSentence(code: string): string {
  const text = code.replaceAll('-', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
