import { STATUS_CODES } from 'node:http';
import { ROLES } from '#access';
import { MEDIA_TYPES } from '#formats';
import type { Given, JsonSchema, ProblemCodes } from '#http';
import { WORDINGS } from '../wordings.js';
import type { Problems } from './problems.js';

/** An operation as Nest describes it from its controller. */
export interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  parameters?: { readonly in: string; readonly name: string; readonly schema?: JsonSchema }[];
  requestBody?: { content: Record<string, { schema: JsonSchema; example?: unknown }> };
  responses: Record<string, object>;
  readonly 'x-roles'?: readonly string[];
  readonly 'x-fresh'?: boolean;
}

/** What is said of an operation besides. */
export interface Said {
  /** The schema of what it answers as JSON; undefined where it answers none. */
  readonly answer: JsonSchema | undefined;
  readonly gives: Given | undefined;
  readonly refuses: ProblemCodes;
}

/** What every table can be given as besides JSON. */
const FILES: JsonSchema = Object.fromEntries(
  [MEDIA_TYPES.csv, MEDIA_TYPES.xlsx].map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
);

/** Problems by what an operation is: statuses with their codes. */
export const PROBLEMS = {
  any: { 431: ['headers-too-large'] },
  closed: {
    401: ['unauthorized', 'session-ended', 'second-factor-needed'],
    403: ['cross-site'],
    429: ['too-many-requests'],
    503: ['stopping'],
  },
  notForAll: { 403: ['forbidden'] },
  fresh: { 403: ['fresh-sign-in-needed'] },
  asked: { 400: ['invalid-query'] },
  table: { 406: ['not-acceptable'] },
  read: { 503: ['projection-behind'] },
  json: {
    413: ['too-large'],
    415: ['unsupported-media-type'],
    400: ['malformed-json', 'name-repeated', 'too-deep', 'not-utf-8', 'text-not-well-formed', 'invalid'],
  },
  form: { 400: ['invalid'] },
  command: {
    400: ['invalid-idempotency-key', 'invalid-if-match', 'invalid-written-at'],
    409: ['conflict', ...codesWith(409)],
    412: ['stale'],
    422: ['key-reused'],
    503: ['store-unavailable', 'record-altered'],
  },
  about: { 404: ['not-found', ...codesWith(404)] },
} satisfies Readonly<Record<string, ProblemCodes>>;

/** Everything that an operation may answer. */
export function responsesOf(
  operation: Operation,
  method: string,
  said: Said,
  problems: Problems,
): Record<string, object> {
  const [status] = Object.keys(operation.responses) as [string];
  const has = (name: string): boolean => operation.parameters?.some((parameter) => parameter.name === name) ?? false;
  const content = contentOf(said, has('format'));
  return {
    ...operation.responses,
    [status]: { description: DESCRIPTIONS[status] ?? STATUS_CODES[status], ...(content && { content }) },
    ...(method === 'get' && has('after') && said.gives === undefined && { 304: { description: 'As you had it.' } }),
    ...problemsOf(operation, said, has, problems),
  };
}

const DESCRIPTIONS: Readonly<Record<string, string>> = { 200: 'Done.', 201: 'Created.', 204: 'Gone.' };

function contentOf({ answer, gives }: Said, isTable: boolean): JsonSchema | undefined {
  if (answer !== undefined) {
    return { [gives?.mediaTypes[0] ?? 'application/json']: { schema: answer }, ...(isTable && FILES) };
  }
  if (gives === undefined) return undefined;
  const { mediaTypes, about, isBinary } = gives;
  const schema = { type: 'string', ...(isBinary && { format: 'binary' }), ...(about && { description: about }) };
  return Object.fromEntries(mediaTypes.map((type) => [type, { schema }]));
}

function problemsOf(
  operation: Operation,
  { refuses }: Said,
  has: (name: string) => boolean,
  problems: Problems,
): JsonSchema {
  const { parameters = [], requestBody, 'x-roles': roles = [] } = operation;
  const isCommand = has('Idempotency-Key');
  const isNamed = parameters.some((parameter) => parameter.in === 'path');
  const takes = (type: string): boolean => Object.keys(requestBody?.content ?? {}).some((each) => each === type);
  const kinds: readonly (readonly [applies: boolean, kind: keyof typeof PROBLEMS])[] = [
    [true, 'any'],
    [!roles.includes('everyone'), 'closed'],
    [!roles.includes('everyone') && roles.length < ROLES.length, 'notForAll'],
    [operation['x-fresh'] === true, 'fresh'],
    [parameters.some((parameter) => parameter.in === 'query'), 'asked'],
    [has('format'), 'table'],
    [has('after'), 'read'],
    [takes('application/json'), 'json'],
    [takes('multipart/form-data'), 'form'],
    [isCommand, 'command'],
    [isCommand && isNamed, 'about'],
  ];
  return problems.responsesOf(
    kinds.flatMap(([applies, kind]) => (applies ? [kind] : [])),
    refuses,
  );
}

/** Codes of what rules refuse: what is not there with 404, all else with 409. */
function codesWith(status: number): string[] {
  return Object.entries(WORDINGS).flatMap(([code, wording]) => ((wording.status ?? 409) === status ? [code] : []));
}
