import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { codeOf } from '../e2e/authenticator.js';
import { Browser as Person } from '../e2e/browser.js';
import { Client, type TestServer } from '../e2e/server.js';

/** A page of the console, and what it must never do. */
export interface ConsolePage {
  readonly page: Page;
  /** What the browser refused (the policy), what went wrong in a script, and what was asked of another host. */
  readonly complaints: readonly string[];
}

export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
export const DESKTOP = { viewport: { width: 1280, height: 800 } } as const;
export const PASSWORD = 'tea kettle moon';

/** The console's address as browsers take its cookies: they are for secure places, and for this machine by its name. */
export function consoleOf(server: TestServer): string {
  return `http://localhost:${new URL(server.address).port}`;
}

/** The link of an invitation to somebody new. */
export async function invitationLink(server: TestServer, name: string, ...roles: string[]): Promise<string> {
  const administrator = new Client(server.address, server.administrator);
  const { body } = await administrator.post('/api/v1/people', { name, roles });
  return body.invitation.link;
}

/** Somebody who has joined and is signed in: the value of their session's cookie. */
export async function sessionOf(server: TestServer, name: string, ...roles: string[]): Promise<string> {
  const invitation = (await invitationLink(server, name, ...roles)).split('#')[1];
  const person = new Person(server.address);
  const joined = await person.post('/api/v1/invitations/accept', { invitation, login: name, name, password: PASSWORD });
  if (joined.body.state !== 'signed-in') {
    const { body: totp } = await person.post('/api/v1/me/totp');
    await person.post('/api/v1/me/totp/confirm', { totp: codeOf(totp.secret) });
  }
  return person.session!;
}

interface Opening extends BrowserContextOptions {
  readonly path?: string;
  /** Whose session the browser has; nobody's where it is left out. */
  readonly session?: string;
}

/** Opens the console in a browser that knows nothing yet but its session. */
export async function openConsole(
  browser: Browser,
  server: TestServer,
  { path = '/', session, ...options }: Opening = {},
): Promise<ConsolePage> {
  const address = consoleOf(server);
  const context = await browser.newContext({ locale: 'en-GB', ...DESKTOP, ...options });
  if (session !== undefined) {
    const cookie = { name: '__Host-homeward', value: session, domain: 'localhost', path: '/' };
    await context.addCookies([{ ...cookie, secure: true, httpOnly: true, sameSite: 'Strict' }]);
  }
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

/** Waits until the page opens without a line: its files are kept, and its worker answers for them. */
export async function keptWithoutLine(page: Page): Promise<void> {
  await page.waitForFunction('navigator.serviceWorker.controller !== null');
  await page.waitForFunction(
    `caches.keys().then((names) => Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length)))
      .then((counts) => counts.some((count) => count > 5))`,
  );
}
