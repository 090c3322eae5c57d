import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Runs what is to run in a browser, where there is one. A machine without one tests all the rest, and says what it left out. */
const browser = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);

if (browser === undefined) {
  console.error('test/browser was left out: it needs a browser, on Debian `apt-get install chromium`.');
  process.exitCode = process.env.CI ? 1 : 0;
} else {
  const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  const args = [...jest, '--config', 'jest.browser.config.js', ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, BROWSER: browser } });
  process.exitCode = status ?? 1;
}
