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

/** What is wrong with one field; the server's own words where there are none here. */
export function fieldErrorInWords({ code, detail }: { readonly code: string; readonly detail: string }): string {
  return (w.fieldProblem as Readonly<Record<string, string>>)[code] ?? detail;
}
