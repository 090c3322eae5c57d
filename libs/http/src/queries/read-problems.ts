import { Rejected } from '#eventsourcing';
import { InvalidCursor, InvalidMoment, InvalidPeriod } from '#projections';
import { HttpProblem } from '../problems/problem.js';

/** Errors of the read models as what a client is told. */
export function asProblem(error: unknown): never {
  if (error instanceof InvalidCursor) throw parameterProblem('cursor', error.message);
  if (error instanceof InvalidMoment) throw parameterProblem(error.parameter, error.message);
  if (error instanceof InvalidPeriod) throw parameterProblem(error.parameter, error.message);
  throw error;
}

export function parameterProblem(name: string, detail: string): HttpProblem {
  const code = `invalid-${name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`;
  const errors = [{ pointer: `/${name}`, code, detail }];
  return new HttpProblem(400, 'invalid-query', 'Some parameters are not what they should be', { detail, errors });
}

/** There is no such thing. @param kind what the path's id names, for `cohort-not-found` */
export function nothingFound(query: object, kind = ''): Rejected {
  return new Rejected(`${kind}-not-found`, { [`${kind}Id`]: (query as { readonly id?: string }).id });
}
