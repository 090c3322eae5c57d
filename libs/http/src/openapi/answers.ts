import { ApiExtension } from './described-later.js';

/** What a route answers, where the type that its method gives back does not say it: the media types, and what it is. */
export interface Given {
  readonly mediaTypes: readonly string[];
  /** Left out for JSON, whose type says it. */
  readonly about?: string;
  /** It is bytes, and no text. */
  readonly isBinary?: boolean;
}

/** Statuses with the codes of the problems that they come with. */
export type ProblemCodes = Readonly<Record<number, readonly string[]>>;

const GIVES = 'x-gives';
const REFUSES = 'x-refuses';

/** Says as what a route answers, where it is not `application/json`. @param mediaType one, or those that it may be of */
export function Gives(
  mediaType: string | readonly string[],
  about?: string,
  { isBinary = false } = {},
): MethodDecorator {
  const mediaTypes = [mediaType].flat();
  return ApiExtension(GIVES, { mediaTypes, isBinary, ...(about !== undefined && { about }) } satisfies Given);
}

/** Names problems that a route may be answered with besides those of every route of its kind. */
export function Refuses(problems: ProblemCodes): MethodDecorator {
  return ApiExtension(REFUSES, problems);
}

/** What the two decorators said of an operation; they are taken off it. */
export function saidOf(operation: Record<string, unknown>): {
  readonly gives: Given | undefined;
  readonly refuses: ProblemCodes;
} {
  const { [GIVES]: gives, [REFUSES]: refuses = {} } = operation as { [GIVES]?: Given; [REFUSES]?: ProblemCodes };
  delete operation[GIVES];
  delete operation[REFUSES];
  return { gives, refuses };
}
