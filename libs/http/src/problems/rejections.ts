import type { Rejected } from '#eventsourcing';
import { HttpProblem } from './problem.js';
import { WORDING_OF_CASES } from './wording-of-cases.js';
import { WORDING_OF_SOURCES } from './wording-of-sources.js';
import { WORDING_OF_WATCHING } from './wording-of-watching.js';
import type { Wordings } from './wording.js';

/** What each refusal of a rule is called, and how its facts read. A code that is not here is told all the same. */
const WORDINGS: Wordings = { ...WORDING_OF_CASES, ...WORDING_OF_SOURCES, ...WORDING_OF_WATCHING };

/** A rule's "no" as an answer: 409 with the rule's code, and what it saw as `facts`. */
export function rejection({ code, facts }: Rejected): HttpProblem {
  const { title = inSentence(code), detail, status = 409 } = WORDINGS[code] ?? {};
  return new HttpProblem(status, code, title, {
    ...(detail && { detail: detail(facts) }),
    ...(Object.keys(facts).length > 0 && { members: { facts } }),
  });
}

/** The codes that are worded here, with the status each is answered with: what the API's description lists. */
export const REJECTIONS: readonly { readonly code: string; readonly title: string; readonly status: number }[] =
  Object.entries(WORDINGS).map(([code, { title, status = 409 }]) => ({ code, title, status }));

function inSentence(code: string): string {
  const text = code.replaceAll('-', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
