import type { Browser } from 'playwright-core';
import { COHORT, EXCHANGE, REGISTER, WAY_HOME } from '../e2e/sample-requests.js';
import { cleanUp, Client, startServer, type TestServer } from '../e2e/server.js';
import { openBrowser } from './chromium.js';
import { openConsole, PHONE, sessionOf } from './console.js';

describe('the board and a case file', () => {
  let server: TestServer;
  let browser: Browser;
  let session: string;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), openBrowser()]);
    session = await sessionOf(server, 'olena', 'caseworker');
    const client = new Client(server.address, await server.token('caseworker'));
    await client.post('/api/v1/cohorts', REGISTER);
    await client.post('/api/v1/exchanges', EXCHANGE);
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

  it('show where everybody is, and how they came there', async () => {
    const { page, complaints } = await openConsole(browser, server, { session });
    const row = page.getByRole('listitem').filter({ hasText: REGISTER.name });
    await row.getByText('interim care, Belarus').waitFor();
    expect(await row.getByText('rehabilitation, Russia').count()).toBe(1);

    await page.getByRole('link', { name: REGISTER.name }).click();
    const file = page.getByRole('article', { name: REGISTER.name });
    await file.getByText('138 set out for Russia').waitFor();
    expect(await file.getByRole('region', { name: 'The way home' }).getByRole('listitem').count()).toBe(7);
    expect(await page.evaluate('document.activeElement.textContent')).toBe(REGISTER.name);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('find a cohort by a word of its name, and by the stage that people are in', async () => {
    const { page } = await openConsole(browser, server, { session });
    await page.getByRole('link', { name: /^rehabilitation/ }).click();
    await page.waitForURL(/stage=rehabilitation/);
    const rows = page.locator('.board-row a');
    await page.getByRole('link', { name: 'Residents of the Kursk region' }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: REGISTER.name }).waitFor();
    expect(await rows.allTextContents()).toEqual([REGISTER.name]);
    await page.getByRole('link', { name: 'All' }).click();
    await page.keyboard.press('/');
    await page.keyboard.type('kursk');
    await page.getByRole('link', { name: REGISTER.name }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Residents of the Kursk region' }).waitFor();
    expect(await rows.allTextContents()).toEqual(['Residents of the Kursk region']);
    await page.context().close();
  });

  it('are one column on a phone: the case file takes the place of the board', async () => {
    const { page, complaints } = await openConsole(browser, server, { ...PHONE, session, path: `/cohorts/${COHORT}` });
    await page.getByRole('article', { name: REGISTER.name }).waitFor();
    expect(await page.getByRole('searchbox').isVisible()).toBe(false);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('speak Arabic from right to left, with European digits', async () => {
    const { page } = await openConsole(browser, server, { locale: 'ar', session, path: `/cohorts/${COHORT}` });
    await page.getByText('إعادة تأهيل').first().waitFor();
    expect(await page.evaluate('document.documentElement.dir')).toBe('rtl');
    expect(await page.locator('.positions').textContent()).toContain('138');
    await page.context().close();
  });
});
