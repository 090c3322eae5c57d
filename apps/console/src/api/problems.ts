import { w } from '../words/words.js';
import { NoLine, Refusal } from './client.js';

/** What went wrong, as a caseworker can use it. */
export function inWords(error: unknown): string {
  if (error instanceof NoLine) return w.noLine;
  if (error instanceof Refusal) return codeInWords(error.code);
  return w.problem.internal;
}

export function codeInWords(code: string): string {
  return (w.problem as Readonly<Record<string, string>>)[code] ?? w.otherProblem(code);
}
