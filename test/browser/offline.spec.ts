import type { Browser, Page } from 'playwright-core';
import { until } from '#eventsourcing/testing';
import { COHORT, EXCHANGE, REGISTER } from '../e2e/sample-requests.js';
import { cleanUp, Client, startServer, type TestServer } from '../e2e/server.js';
import { openBrowser } from './chromium.js';
import { consoleOf, keptWithoutLine, openConsole, PHONE, sessionOf } from './console.js';

describe('recording without a line', () => {
  let server: TestServer;
  let browser: Browser;
  let session: string;
  let client: Client;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), openBrowser()]);
    session = await sessionOf(server, 'olena', 'caseworker');
  });
  beforeEach(async () => {
    client = new Client(server.address, await server.token('caseworker'));
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    cleanUp();
  });

  /** A cohort of its own for each test, handed over. */
  const released = async (cohortId: string): Promise<void> => {
    await client.post('/api/v1/cohorts', { ...REGISTER, cohortId });
    const legs = [{ cohortId, headcount: REGISTER.headcount, terms: 'exchange' }];
    const { body } = await client.post('/api/v1/exchanges', { ...EXCHANGE, exchangeId: `x-${cohortId}`, legs });
    await client.get(`/api/v1/cohorts?after=${body.position}`);
  };
  const balancesOf = async (cohortId: string) => (await client.get(`/api/v1/cohorts/${cohortId}`)).body.balances;

  it('keeps it beside the figures, through a killed tab, and sends it once when there is a line again', async () => {
    await released(COHORT);
    const { page, complaints } = await openConsole(browser, server, { ...PHONE, session, path: `/cohorts/${COHORT}` });
    await page.getByText('146 handed over in the exchange').waitFor();
    await keptWithoutLine(page);
    await page.context().setOffline(true);
    await setOut(page, 'BY');
    const waiting = page.getByText('Waits to be sent: All 146 set out for Belarus');
    await waiting.waitFor();
    expect(await page.locator('.positions').textContent()).toContain('released');

    const again = await page.context().newPage();
    await page.close({ runBeforeUnload: false });
    await again.goto(`${consoleOf(server)}/cohorts/${COHORT}`);
    await again.getByText('Waits to be sent: All 146 set out for Belarus').waitFor();
    expect(await balancesOf(COHORT)).toMatchObject([{ stage: 'released' }]);

    await again.context().setOffline(false);
    await again.evaluate('dispatchEvent(new Event("online"))');
    await again.locator('.positions').getByText('in transit to Belarus').waitFor();
    const { body } = await client.get(`/api/v1/cohorts/${COHORT}/entries`);
    expect(body.rows.map(({ type }: { type: string }) => type)).toEqual([
      'CohortRegistered',
      'CohortHandedOver',
      'CohortDeparted',
    ]);
    expect(complaints).toEqual([]);
    await again.context().close();
  });

  it('lets its author decide where others recorded something meanwhile', async () => {
    await released('meanwhile');
    const { page } = await openConsole(browser, server, { session, path: '/cohorts/meanwhile' });
    await page.getByText('146 handed over in the exchange').waitFor();
    await keptWithoutLine(page);
    await page.context().setOffline(true);
    await setOut(page, 'BY');
    await client.post('/api/v1/cohorts/meanwhile/mark-in-transit', {
      destination: { country: 'RU' },
      headcount: { kind: 'exact', value: 8 },
      occurredOn: '2025-08-24',
    });
    await page.context().setOffline(false);
    await page.evaluate('dispatchEvent(new Event("online"))');

    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: /^Outbox/ })
      .click();
    await page.getByRole('heading', { name: 'What was recorded since' }).waitFor();
    expect(await page.locator('.since').textContent()).toContain('8 set out for Russia');
    await page.getByRole('button', { name: 'Record it on what is there now' }).click();
    await page.getByRole('heading', { name: 'Sent today' }).waitFor();
    const balances = await until('both are there', async () => {
      const all = await balancesOf('meanwhile');
      return all.some(({ country }: any) => country === 'BY') && all;
    });
    expect(balances.map(({ country, people }: any) => [country, people.value]).sort()).toEqual([
      ['BY', 138],
      ['RU', 8],
    ]);
    await page.context().close();
  });
});

/** Records that all 146 set out, by the keyboard's own way of recording. */
async function setOut(page: Page, country: string): Promise<void> {
  await page.locator('.position .act-menu summary').first().click();
  await page.locator('.position').getByRole('link', { name: 'Set out' }).click();
  const form = page.getByRole('dialog', { name: 'Set out' });
  await form.getByLabel('Country').selectOption(country);
  await form.getByText('All 146 set out').waitFor();
  await page.keyboard.press('Control+Enter');
  await form.waitFor({ state: 'detached' });
}
