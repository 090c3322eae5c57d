import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ApiQueryOptions } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { takenOver } from '#reports';
import { describeLater } from '../openapi/described-later.js';
import { Attached } from '../server/attached.js';
import { HttpProblem } from '../problems/problem.js';
import { rulesOf, type Class } from '../validation/compile.js';
import { propertyOf } from '../validation/json-schema.js';
import { Invalid, validate, type Fault } from '../validation/validate.js';

/** The request that a query came in with. */
export interface QueryArrival {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

const arrivals = new Attached<QueryArrival>();

export function queryArrivalOf(query: object): QueryArrival {
  return arrivals.of(query)!;
}

const Query = createParamDecorator((type: Class, context: ExecutionContext): object => {
  const http = context.switchToHttp();
  const request = http.getRequest<FastifyRequest>();
  const query = readQuery(type, request.query as Record<string, unknown>);
  const { id } = request.params as { readonly id?: string };
  // The id in the path is part of the question, but no parameter that a client may set beside it.
  if (id !== undefined) Object.assign(query, { id });
  arrivals.attach(query, { request, reply: http.getResponse<FastifyReply>() });
  return query;
});

/** The request's parameters as a query, checked. @param query its class; left out: the parameter's type */
export function QueryParams(query?: Class): ParameterDecorator {
  return (controller, method, index) => {
    const type = query ?? (Reflect.getMetadata('design:paramtypes', controller, method!) as Class[])[index]!;
    Query(type)(controller, method, index);
    const descriptor = Object.getOwnPropertyDescriptor(controller, method!)!;
    describeLater(({ ApiQuery }) => {
      for (const parameter of parametersOf(type)) ApiQuery(parameter)(controller, method!, descriptor);
    });
  };
}

/** What each field of a query may be, from its rules, and what it is about, from its comment. */
function parametersOf(type: Class): ApiQueryOptions[] {
  const comments = commentsOf(type);
  return [...rulesOf(type).fields.values()].map((field) => ({
    name: field.name,
    required: field.conditions.length === 0,
    schema: propertyOf({ ...field, conditions: [] }),
    ...comments[field.name],
  }));
}

/** Where the OpenAPI plugin's metadata is put; what runs without a build has none. */
const COMMENTS = '_OPENAPI_METADATA_FACTORY';

interface Commented {
  readonly [COMMENTS]?: () => Readonly<Record<string, { readonly description?: string }>>;
}

function commentsOf(type: Class): Record<string, { readonly description?: string }> {
  const told: Record<string, { readonly description?: string }> = {};
  for (let each: Commented | null = type as Commented; each !== null; each = Object.getPrototypeOf(each) as Commented) {
    for (const [name, { description }] of Object.entries(each[COMMENTS]?.() ?? {})) {
      if (description !== undefined) told[name] ??= { description };
    }
  }
  for (const [name, origin] of takenOver(type)) {
    const comment = commentsOf(origin.type)[origin.name];
    if (comment !== undefined) told[name] = comment;
  }
  return told;
}

/**
 * Reads parameters as a query: digits as a number where a number is asked for, what is given once or more as a list where one is.
 * @throws HttpProblem 400 that names each parameter that is unknown, given twice or not what it should be
 */
export function readQuery<T extends object>(type: Class<T>, parameters: Readonly<Record<string, unknown>>): T {
  const { fields } = rulesOf(type);
  const problems: Fault[] = [];
  const plain: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(parameters)) {
    const isOf = (kind: string): boolean => fields.get(name)?.checks.some((check) => check.name === kind) ?? false;
    if (name === 'knownAt' && !fields.has(name)) problems.push(KNOWN_AT);
    else if (isOf('isArray')) plain[name] = [value].flat();
    else if (typeof value !== 'string') problems.push(givenTwice(name));
    else plain[name] = isOf('isInt') && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  }
  try {
    const query = validate(type, plain);
    if (problems.length === 0) return query;
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    problems.push(...error.problems.map(asParameter));
  }
  throw new HttpProblem(400, 'invalid-query', 'Some parameters are not what they should be', {
    detail: problems.map(({ detail }) => detail).join('; '),
    errors: problems,
  });
}

const KNOWN_AT: Fault = {
  pointer: '/knownAt',
  code: 'unknown-parameter',
  detail: 'knownAt cannot be asked for here: the answer is about what is known now',
};

function givenTwice(name: string): Fault {
  return { pointer: `/${name}`, code: 'given-twice', detail: `${name} may be given once` };
}

function asParameter(fault: Fault): Fault {
  if (fault.code !== 'unknown-field') return fault;
  const detail = fault.detail.replace('there is no field', 'there is no parameter');
  return { ...fault, code: 'unknown-parameter', detail };
}
