import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { brotliCompressSync } from 'node:zlib';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { cohortNamed, COHORT, EXCHANGE, REGISTER } from '../e2e/sample-requests.js';
import { cleanUp, Client, startServer, type TestServer } from '../e2e/server.js';
import { openBrowser } from './chromium.js';
import { consoleOf, keptWithoutLine, openConsole, PHONE, sessionOf } from './console.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Bytes over the wire. */
const MOST = { firstScreen: 100 * 1024, precache: 200 * 1024 } as const;

describe('every screen of a caseworker', () => {
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
    for (let n = 0; n < 48; n++) {
      ({ position } = (await client.post('/api/v1/cohorts', cohortNamed(`cohort-${n}`))).body);
    }
    await client.get(`/api/v1/cohorts?after=${position}`);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    cleanUp();
  });

  const WAYS: readonly (readonly [string, BrowserContextOptions])[] = [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['from right to left', { locale: 'ar' }],
    ['on a phone', PHONE],
  ];

  it.each(WAYS)('has nothing that axe complains of: %s', async (_, options) => {
    const found: string[] = [];
    const look = async (page: Page, screen: string): Promise<void> => {
      found.push(...(await violations(page)).map((violation) => `${screen}: ${violation}`));
    };
    const stranger = await openConsole(browser, server, options);
    await stranger.page.locator('.sign-in h1').waitFor();
    await look(stranger.page, 'sign-in');
    await stranger.page.context().close();

    const { page, complaints } = await openConsole(browser, server, { ...options, session });
    await page.locator('.board-row a').first().waitFor();
    await look(page, 'board');
    await page.goto(`${consoleOf(server)}/cohorts/${COHORT}`);
    await page.locator('.entry').first().waitFor();
    await look(page, 'cohort');
    await page.locator('.position .act-menu summary').first().click();
    await page.locator('.position .act-menu a').first().click();
    await page.locator('.dialog form').waitFor();
    await look(page, 'form');
    await page.keyboard.press('Escape');
    await page.goto(`${consoleOf(server)}/outbox`);
    await page.locator('.outbox h1').waitFor();
    await look(page, 'outbox');
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is light: the board with 50 cohorts, and what is kept to open without a line', async () => {
    const { page } = await openConsole(browser, server, { session, path: '/outbox' });
    await page.locator('.outbox h1').waitFor();
    await keptWithoutLine(page);
    const kept: string[] = await page.evaluate(
      `caches.keys().then((names) => Promise.all(names.map(async (name) => (await (await caches.open(name)).keys())
        .map(({ url }) => new URL(url).pathname)))).then((all) => all.flat())`,
    );
    const precached = kept.reduce((sum, path) => sum + smallest(readFileSync(`dist/apps/console${path}`)), 0);

    // A worker would load more than the screen needs, to be there without a line.
    const { page: board } = await openConsole(browser, server, {
      session,
      serviceWorkers: 'block',
      path: '/health/live',
    });
    const bodies: Promise<Buffer>[] = [];
    board.on('response', (response) => bodies.push(response.body()));
    await board.goto(consoleOf(server));
    await board.locator('.board-row a').nth(49).waitFor();
    const first = (await Promise.all(bodies)).reduce((sum, body) => sum + smallest(body), 0);

    expect(first).toBeGreaterThan(10 * 1024);
    expect(first).toBeLessThan(MOST.firstScreen);
    expect(precached).toBeGreaterThan(10 * 1024);
    expect(precached).toBeLessThan(MOST.precache);
    await board.context().close();
    await page.context().close();
  });
});

/** As it comes over a secure line: browsers take brotli over no other. */
function smallest(body: Buffer): number {
  return brotliCompressSync(body).length;
}

/** What axe finds, each as a rule and the places where it is broken. */
async function violations(page: Page): Promise<readonly string[]> {
  // The page's own policy keeps strangers' scripts out; this one comes with the test, over the browser's own door.
  await page.evaluate(AXE);
  return page.evaluate(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ' ' + target.join(' '))))`,
  );
}
