import { readFileSync } from 'node:fs';
import type { JsonSchema } from '#http';

/** What the build finds out about answers from the types that routes give back: tools/build/answer-schemas.mjs. */
export interface Answers {
  /** What is answered as JSON, by the name of the operation: `Cohorts.show`. */
  readonly operations: Readonly<Record<string, JsonSchema>>;
  /** What comments say of the classes of bodies. */
  readonly bodies: Readonly<Record<string, string>>;
  /** By the names of the types. */
  readonly schemas: Readonly<Record<string, JsonSchema>>;
}

/** @throws Error where nothing is built: without a build there is no description */
export function readAnswers(): Answers {
  return JSON.parse(readFileSync(new URL('./answers.json', import.meta.url), 'utf8')) as Answers;
}
