import { spawnSync } from 'node:child_process';
import { brotliCompressSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { COHORT, EXCHANGE, REGISTER, WAY_HOME } from '../e2e/sample-requests.js';
import { cleanUp, Client, startServer, type TestServer } from '../e2e/server.js';
import { openBrowser } from './chromium.js';

type Model = typeof import('#cases/model');

const MOST_BYTES = 8 * 1024;

/** The module as a browser loads it. */
function bundled(): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['test/browser/bundle.mjs'], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
}

describe('#cases/model in a browser', () => {
  let server: TestServer;
  let browser: Browser;
  let code: string;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), openBrowser()]);
    code = bundled();
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    cleanUp();
  });

  it('is small, and needs nothing besides', () => {
    expect(brotliCompressSync(code).length).toBeLessThan(MOST_BYTES);
    expect(code).not.toMatch(/\bimport\b|\brequire\(/);
  });

  it("folds the reference case's records to the balances and next actions that the server answers with", async () => {
    const client = new Client(server.address, await server.token('caseworker', 'auditor'));
    await client.post('/api/v1/cohorts', REGISTER);
    await client.post('/api/v1/exchanges', EXCHANGE);
    let position = '';
    for (const [action, body] of WAY_HOME) {
      ({ position } = (await client.post(`/api/v1/cohorts/${COHORT}/${action}`, body)).body);
    }
    const { body: events } = await client.get('/api/v1/events?limit=1000');
    const answered = (await client.get(`/api/v1/cohorts/${COHORT}?after=${position}`)).body;

    const page = await browser.newPage();
    const folded = await page.evaluate(
      async ({ code, events, subject }) => {
        const address = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
        const { allowedActions, balancesOf, cohort } = (await import(address)) as Model;
        const own = events.filter((event: any) => event.subject === subject);
        const state = own.reduce((before: any, { time, ...event }: any) => {
          return cohort.evolve(before, { ...event, recordedAt: time });
        }, cohort.initial);
        const balances = balancesOf(state.accounts).map(({ whereabouts, people }) => ({ ...whereabouts, people }));
        return {
          actions: allowedActions(state),
          balances: balances.filter(({ people }) => (people as any).value !== 0),
        };
      },
      { code, events, subject: `cohort-${COHORT}` },
    );

    expect(folded.actions).toEqual(answered.allowedActions);
    expect(folded.balances).toHaveLength(2);
    expect(answered.balances).toEqual(folded.balances.map((balance) => expect.objectContaining(balance)));
  });
});
