import type { Browser } from 'playwright-core';
import { COHORT, EXCHANGE, REGISTER, WAY_HOME } from '../e2e/sample-requests.js';
import { cleanUp, Client, startServer, type TestServer } from '../e2e/server.js';
import { openBrowser } from './chromium.js';
import { openConsole, sessionOf } from './console.js';

describe('the past', () => {
  let server: TestServer;
  let browser: Browser;
  let session: string;
  let before: string;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), openBrowser()]);
    session = await sessionOf(server, 'field-office', 'caseworker');
    const client = new Client(server.address, await server.token('caseworker'));
    await client.post('/api/v1/cohorts', REGISTER);
    ({ position: before } = (await client.post('/api/v1/exchanges', EXCHANGE)).body);
    let position = '';
    for (const [action, body] of WAY_HOME) {
      ({ position } = (await client.post(`/api/v1/cohorts/${COHORT}/${action}`, body)).body);
    }
    await client.get(`/api/v1/cohorts?after=${position}`);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    cleanUp();
  });

  it('says so, records nothing, and is left with Esc', async () => {
    const { page, complaints } = await openConsole(browser, server, {
      session,
      path: `/cohorts/${COHORT}?knownAt=${before}`,
    });
    const file = page.getByRole('article', { name: REGISTER.name });
    await page.getByRole('region', { name: 'When' }).getByText('what was known when the log had').waitFor();
    await file.getByRole('list').getByText('released').first().waitFor();
    expect(await file.getByText('138').count()).toBe(0);
    expect(await page.locator('.act-menu').count()).toBe(0);
    expect(await page.title()).toMatch(/^\d+ · /);
    expect(await page.evaluate('document.documentElement.classList.contains("past")')).toBe(true);

    await page.keyboard.press('Escape');
    await file.getByText('138').first().waitFor();
    expect(await page.title()).toBe(`${REGISTER.name} · Homeward`);
    expect(await page.evaluate('document.documentElement.classList.contains("past")')).toBe(false);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is chosen by typing, and a day that there is not is refused where it was typed', async () => {
    const { page } = await openConsole(browser, server, { session, path: '/reports/stages' });
    await page.getByRole('button', { name: 'When' }).click();
    const day = page.getByLabel('Day, as in 2025-08-25');
    await day.fill('2025-02-30');
    await day.press('Enter');
    await page.getByRole('alert').getByText('This is no day').waitFor();
    await day.fill('2025-08-23');
    await day.press('Enter');
    await page.getByText('where they were on 23 Aug 2025').first().waitFor();
    expect(new URL(page.url()).searchParams.get('on')).toContain('2025-08-23');
    expect(await page.getByRole('slider', { name: 'Day' }).getAttribute('aria-valuetext')).toBe(
      'where they were on 23 Aug 2025',
    );
    await page.context().close();
  });

  it('shows an exchange with what each source says, and that nobody decided', async () => {
    const { page, complaints } = await openConsole(browser, server, { session, path: '/exchanges' });
    await page.getByRole('link', { name: EXCHANGE.exchangeId }).click();
    const line = page.getByRole('region', { name: /prisoners of war/ }).first();
    await line.getByText('Nobody decided.').waitFor();
    expect(await line.locator('.chart .mark').first().getAttribute('aria-label')).toMatch(
      /record of the exchange.*146/,
    );
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
