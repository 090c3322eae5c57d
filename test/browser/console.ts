import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A page of the console, and what it must never do. */
export interface ConsolePage {
  readonly page: Page;
  /** What the browser refused (the policy), what went wrong in a script, and what was asked of another host. */
  readonly complaints: readonly string[];
}

export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
export const DESKTOP = { viewport: { width: 1280, height: 800 } } as const;

/** Opens the console in a browser that knows nothing yet. */
export async function openConsole(
  browser: Browser,
  address: string,
  { path = '/', ...options }: BrowserContextOptions & { readonly path?: string } = {},
): Promise<ConsolePage> {
  const context = await browser.newContext({ locale: 'en-GB', ...DESKTOP, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted/i.test(message.text())) complaints.push(message.text());
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !url.startsWith('blob:')) complaints.push(`asked ${url}`);
  });
  await page.goto(address + path);
  return { page, complaints };
}

/** Signs in with an access token, and waits for the screen behind it. */
export async function signIn(page: Page, token: string): Promise<void> {
  await page.getByLabel('Access token').fill(token);
  await page.getByRole('button', { name: 'With an access token' }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}
