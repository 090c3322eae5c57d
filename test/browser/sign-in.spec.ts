import type { Browser } from 'playwright-core';
import { codeOf } from '../e2e/authenticator.js';
import { cleanUp, startServer, type TestServer } from '../e2e/server.js';
import { openBrowser } from './chromium.js';
import { invitationLink, openConsole, PASSWORD } from './console.js';

describe('signing in', () => {
  let server: TestServer;
  let browser: Browser;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    cleanUp();
  });

  it('begins with an invitation, goes through a second factor, and leads to where people are', async () => {
    const { pathname, hash } = new URL(await invitationLink(server, 'Olena', 'caseworker'));
    const { page, complaints } = await openConsole(browser, server, { path: pathname + hash });
    await page.getByLabel('Name to sign in with').fill('olena');
    expect(page.url()).not.toContain('#');
    await page.getByLabel('A password of 12 characters or more').fill(PASSWORD);
    await page.getByRole('button', { name: 'Join', exact: true }).click();

    await page.getByRole('button', { name: 'Use an authenticator app' }).click();
    const secret = (await page.locator('.secret').textContent())!.replaceAll(' ', '');
    await page.getByLabel('Six digits from the authenticator').fill(codeOf(secret, Date.now() - 30_000));
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('heading', { name: 'Codes for when it is lost' }).waitFor();
    expect(await page.locator('.recovery li').count()).toBe(10);
    await page.getByRole('button', { name: 'I have written them down' }).click();
    await page.getByText('No cohort is recorded yet.').waitFor();

    await page.locator('.menu summary').click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Name to sign in with').fill('olena');
    await page.getByLabel('Password').fill('another password');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('This name and password do not fit.').waitFor();
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByLabel('Six digits from the authenticator').fill(codeOf(secret));
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('heading', { name: 'Where they are' }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('says where an invitation is none', async () => {
    const { page } = await openConsole(browser, server, { path: '/join#hwi_nothing' });
    await page.getByText('This invitation is unknown, used, or over.').waitFor();
    expect(await page.getByRole('button', { name: 'Join' }).count()).toBe(0);
    await page.context().close();
  });
});
