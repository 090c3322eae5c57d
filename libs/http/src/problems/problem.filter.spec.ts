import type { ArgumentsHost } from '@nestjs/common';
import { pino } from 'pino';
import { StoreUnavailable } from '#eventsourcing';
import { ReadModelsUnavailable } from '#projections';
import { behind } from './problem-of.js';
import { ProblemFilter } from './problem.filter.js';
import { HttpProblem } from './problem.js';

/** What is logged of an error, where it was answered with a status. */
function loggedOf(thrown: unknown): [status: number, lines: Record<string, unknown>[]] {
  const lines: string[] = [];
  let status = 0;
  const reply = {
    sent: false,
    code: (given: number) => ((status = given), reply),
    header: () => reply,
    send: () => reply,
  };
  const request = { id: 'r-1', url: '/api/v1/cohorts?after=f', routeOptions: { url: '/api/v1/cohorts' } };
  const host = { switchToHttp: () => ({ getRequest: () => request, getResponse: () => reply }) };
  const filter = new ProblemFilter(pino({ base: null }, { write: (line) => void lines.push(line) }), {});
  filter.catch(thrown, host as unknown as ArgumentsHost);
  return [status, lines.map((line) => JSON.parse(line) as Record<string, unknown>)];
}

const [INFO, ERROR] = [30, 50];

describe('an error that is answered', () => {
  it('is logged as one, with its stack, where nobody expected it', () => {
    for (const error of [new TypeError('no'), new StoreUnavailable('no')]) {
      const [status, lines] = loggedOf(error);
      expect(status).toBeGreaterThanOrEqual(500);
      expect(lines).toMatchObject([{ level: ERROR, route: '/api/v1/cohorts', err: { stack: expect.any(String) } }]);
    }
  });

  it('is said to have happened, without a stack, where it passes by itself', () => {
    for (const error of [behind('Not yet.'), new ReadModelsUnavailable()]) {
      const [status, [line]] = loggedOf(error);
      expect([status, line]).toEqual([503, expect.objectContaining({ level: INFO, msg: 'projection-behind' })]);
      expect(line).not.toHaveProperty('err');
    }
  });

  it('is nothing to the log where the client is at fault', () => {
    expect(loggedOf(new HttpProblem(404, 'not-found', 'There is nothing here'))).toEqual([404, []]);
  });
});
