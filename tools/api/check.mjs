import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `npm run check:api`: lints the API's description, which is made from the routes, and says whether its types are as of now. */
const folder = mkdtempSync(join(tmpdir(), 'homeward-api-'));
const file = join(folder, 'openapi.json');
// Nothing is told to anybody about it.
const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
const CHECKS = [
  ['redocly', 'lint', '--format=stylish', '--max-problems=20', file],
  ['spectral', 'lint', '--quiet', '--fail-severity=hint', file],
  ['openapi-typescript', file, '--check', '-o', 'apps/console/src/api/schema.d.ts'],
];

try {
  writeFileSync(file, execFileSync(process.execPath, ['dist/apps/api/src/openapi/main.js'], { maxBuffer: 2 ** 26 }));
  for (const [program, ...args] of CHECKS) {
    const { status, stdout, stderr } = spawnSync(join('node_modules/.bin', program), args, { encoding: 'utf8', env });
    if (status === 0) continue;
    process.stderr.write(`${stdout}${stderr}`);
    if (program === 'openapi-typescript') console.error('Write them again with npm run api-types.');
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
