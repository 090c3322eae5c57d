import { chromium, type Browser } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser that `npm run test:browser` found, without a window. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.BROWSER!, headless: true, args: FLAGS });
}
