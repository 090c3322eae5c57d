import type { Browser } from 'playwright-core';
import { COHORT, EXCHANGE, REGISTER, WAY_HOME } from '../e2e/sample-requests.js';
import { cleanUp, Client, startServer, type TestServer } from '../e2e/server.js';
import { openBrowser } from './chromium.js';
import { openConsole, PHONE, sessionOf } from './console.js';

describe('what is to be looked at', () => {
  let server: TestServer;
  let browser: Browser;
  let session: string;
  let client: Client;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), openBrowser()]);
    session = await sessionOf(server, 'field-office', 'caseworker');
    client = new Client(server.address, await server.token('caseworker'));
    await client.post('/api/v1/cohorts', REGISTER);
    await client.post('/api/v1/exchanges', EXCHANGE);
    let position = '';
    for (const [action, body] of WAY_HOME) {
      ({ position } = (await client.post(`/api/v1/cohorts/${COHORT}/${action}`, body)).body);
    }
    await client.get(`/api/v1/alerts?after=${position}`);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    cleanUp();
  });

  it('is grouped by what to do, and handled together with one reason', async () => {
    const { page, complaints } = await openConsole(browser, server, { ...PHONE, session, path: '/attention' });
    const group = page.getByRole('region', { name: /entries without a source: find out who says so/ });
    await group.getByRole('link', { name: COHORT }).waitFor();
    await group.getByRole('button', { name: 'Choose all of these' }).click();
    await group.getByRole('button', { name: 'Record' }).click();
    await group.getByRole('alert').getByText('Say why').waitFor();

    await group.getByLabel(/^Reason/).fill('The field office was asked');
    await group.getByRole('button', { name: 'Record' }).click();
    await page.getByText('recorded as seen to').waitFor();
    await group.waitFor({ state: 'detached' });
    const { body } = await client.get('/api/v1/alerts');
    const handled = body.rows.filter(({ handled: how }: { handled: string }) => how === 'acknowledged');
    expect(handled.map(({ kind }: { kind: string }) => kind)).toContain('no-basis');
    expect(handled[0].decisions[0].reason).toBe('The field office was asked');
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
