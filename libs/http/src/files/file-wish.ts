import type { FastifyRequest } from 'fastify';
import { FORMATS, labelsFor, languageFor, MEDIA_TYPES, type Format, type Labels } from '#formats';
import { HttpProblem } from '../problems/problem.js';
import { parameterProblem } from '../queries/read-problems.js';
import { rulesOf, type Class } from '../validation/compile.js';
import { acceptedFormat } from './media.js';

/** What every query of a table may ask for of the manner in which it is given. */
export interface TableParameters {
  readonly format?: Format;
  /** `1` adds a row of HXL hashtags. */
  readonly hxl?: '0' | '1';
  readonly limit?: number;
  readonly cursor?: string;
}

/** As what file an answer is wanted. */
export interface FileWish {
  readonly format: Format;
  readonly labels: Labels;
  readonly hxl: boolean;
  /** Tells the files of one answer apart. */
  readonly variant: string;
}

/**
 * As what file a table is wanted; undefined where it is JSON, a page of it.
 * @throws HttpProblem 406 for what cannot be made, 400 for a file that is to be cut
 */
export function fileWish(query: TableParameters, { headers }: FastifyRequest): FileWish | undefined {
  const format = query.format ?? acceptedFormat(headers.accept);
  if (format === undefined) throw notAcceptable();
  const isPage = query.limit !== undefined || query.cursor !== undefined;
  if (format === 'json' && (query.format === undefined || isPage || !isList(query))) return undefined;
  if (isPage) throw parameterProblem(query.limit === undefined ? 'cursor' : 'limit', 'a file is always whole');
  const labels = labelsFor(languageFor(headers['accept-language']));
  const hxl = query.hxl === '1';
  return { format, labels, hxl, variant: [format, labels.language, ...(hxl ? ['hxl'] : [])].join('-') };
}

function isList(query: object): boolean {
  return rulesOf(query.constructor as Class).fields.has('limit');
}

function notAcceptable(): HttpProblem {
  return new HttpProblem(406, 'not-acceptable', 'It cannot be given as that', {
    detail: `It can be given as ${FORMATS.map((format) => MEDIA_TYPES[format]).join(', ')}.`,
  });
}
