import 'reflect-metadata';
import { READS } from '#reports';
import type { HttpProblem } from '../problems/problem.js';
import { rulesOf, type Class } from '../validation/compile.js';
import { readQuery } from './query-params.js';

/** Every parameter of every query that is checked by a check of this name. */
function parametersWith(check: string) {
  return READS.flatMap(({ query }) =>
    [...rulesOf(query).fields.values()]
      .filter(({ checks }) => checks.some(({ name }) => name === check))
      .map(({ name }) => [`${query.name}.${name}`, query, name] as const),
  );
}

/** What a query says against its parameters. */
function told(query: Class, parameters: Readonly<Record<string, string>>) {
  try {
    readQuery(query, parameters);
    return [];
  } catch (error) {
    return (error as HttpProblem).options.errors;
  }
}

describe('a country that is asked about', () => {
  it.each(parametersWith('isISO31661Alpha2'))(
    'is refused where it is not written as it is recorded: %s',
    (_, query, name) => {
      const expected = expect.objectContaining({ pointer: `/${name}`, code: 'country' }) as object;
      for (const value of ['ru', 'Ru', 'RUS', 'XX']) expect(told(query, { [name]: value })).toContainEqual(expected);
      expect(told(query, { [name]: 'RU' })).not.toContainEqual(expected);
    },
  );
});
