import type { Rejected } from '#eventsourcing';
import { HttpProblem } from './problem.js';
import type { Wordings } from './wording.js';

/**
 * A rule's "no" as an answer: 409 with the rule's code, and what it saw as `facts`; the entries that stand in the way, each in a
 * sentence, as `blockedBy`.
 * @param wordings a code that is not among them is told all the same
 */
export function rejection({ code, facts }: Rejected, wordings: Wordings): HttpProblem {
  const { title = inSentence(code), detail, status = 409 } = wordings[code] ?? {};
  const { blockedBy, ...seen } = facts;
  const members = {
    ...(Object.keys(seen).length > 0 && { facts: seen }),
    ...(blockedBy !== undefined && { blockedBy }),
  };
  return new HttpProblem(status, code, title, {
    ...(detail && { detail: detail(facts) }),
    ...(Object.keys(members).length > 0 && { members }),
  });
}

function inSentence(code: string): string {
  const text = code.replaceAll('-', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
