import type { Browser } from 'playwright-core';
import { COHORT, EXCHANGE, REGISTER, WAY_HOME } from '../e2e/sample-requests.js';
import { cleanUp, Client, startServer, type TestServer } from '../e2e/server.js';
import { openBrowser } from './chromium.js';
import { openConsole, PHONE, sessionOf } from './console.js';

describe('reports', () => {
  let server: TestServer;
  let browser: Browser;
  let token: string;
  let session: string;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), openBrowser()]);
    token = await server.token('caseworker');
    session = await sessionOf(server, 'olena', 'caseworker');
    const client = new Client(server.address, token);
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

  it('show the same rows as a chart and as a table, with their filters in the address', async () => {
    const { page, complaints } = await openConsole(browser, server, { session, path: '/reports/stages' });
    const chart = page.getByRole('group', { name: 'Chart of the table below' });
    await chart.getByText('rehabilitation, Russia').waitFor();
    const rows = await page.locator('table.rows tbody tr').allInnerTexts();
    expect(await chart.getByRole('listitem').count()).toBe(rows.length);
    expect(rows.find((row) => row.includes('rehabilitation'))).toMatch(/Russia.*\b138\b/s);

    await page.getByLabel('Category').selectOption('civilian');
    await chart.getByText('rehabilitation, Russia').waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('category')).toBe('civilian');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('are read mark by mark with the keys alone', async () => {
    const { page } = await openConsole(browser, server, { session, path: '/reports/stages' });
    const marks = page.locator('.chart .mark');
    await marks.first().focus();
    await page.keyboard.press('End');
    const last = await marks.last().getAttribute('aria-label');
    expect(last).toContain('138');
    expect(await page.locator('.chart-said').innerText()).toBe(last);
    await page.context().close();
  });

  it('come as a file in the language of the console', async () => {
    const { page } = await openConsole(browser, server, { session, path: '/reports/stages', locale: 'uk' });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV' }).click(),
    ]);
    const text = await (await download.createReadStream()).toArray();
    expect(Buffer.concat(text as Buffer[]).toString()).toContain('Держава походження');
    await page.context().close();
  });

  it.each([
    'flows',
    'interim-care',
    'rehabilitation',
    'exchanges',
    'intermediaries',
    'series?from=2025-08-20&to=2025-09-05',
  ])('fit a phone: %s', async (report) => {
    const { page, complaints } = await openConsole(browser, server, { session, ...PHONE, path: `/reports/${report}` });
    await page.locator('.chart .mark').first().waitFor({ state: 'attached' });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('print their clocks, position and the checkpoint that they can be held against', async () => {
    const { page } = await openConsole(browser, server, {
      session: await sessionOf(server, 'petro', 'auditor'),
      path: '/reports/stages?category=civilian',
    });
    await page.locator('.provenance').waitFor();
    await page.emulateMedia({ media: 'print' });
    const head = page.locator('.provenance');
    await head.getByText('Category: civilians').waitFor();
    const checkpoint = await new Client(server.address, token).send('GET', '/api/v1/audit/checkpoint');
    expect(checkpoint.status).toBe(200);
    await head.getByText(/Checkpoint of \d+ records/).waitFor();
    expect(await page.getByRole('navigation', { name: 'Main' }).isVisible()).toBe(false);
    await page.context().close();
  });
});
