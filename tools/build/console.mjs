import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { CannotCompile } from './cannot-compile.mjs';
import { hashOf } from './sources.mjs';

/** Where the console's sources stand, and its built files below `dist`. */
export const CONSOLE = 'apps/console';

/** What of the libraries the console shares, as `.dependency-cruiser.cjs` allows it. */
const SHARED = ['libs/cases/src', 'libs/eventsourcing/src', 'libs/formats/src/labels', 'libs/ledger/src'];

/** Files that compression makes smaller; pictures are compressed already. */
const COMPRESSIBLE = /\.(?:html|js|css|svg|json|webmanifest)$/;
const LEAST_BYTES = 512;

/**
 * What the console is made from, as one string: while it stays the same, so do the console's files.
 *
 * @param {string} root
 * @returns {string | undefined} undefined where the project has no console
 */
export function consoleKey(root) {
  const own = globSync('**/*', { cwd: join(root, CONSOLE), withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(?:spec\.tsx?|md)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  if (own.length === 0) return undefined;
  const shared = SHARED.flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root })).map((path) =>
    join(root, path),
  );
  const files = [
    ...own,
    ...shared.filter((path) => !path.endsWith('.spec.ts')),
    join(root, 'package-lock.json'),
  ].sort();
  return hashOf(...files.flatMap((path) => [path.slice(root.length), readFileSync(path, 'utf8')]));
}

/**
 * Builds the console into `dist`, each file with its brotli form beside it, so that no request waits for compression.
 *
 * @param {string} root
 * @returns {Promise<string[]>} the files, below `dist`
 * @throws {CannotCompile}
 */
export async function buildConsole(root) {
  const { build } = await import('vite');
  const folder = join(root, 'dist', CONSOLE);
  try {
    await build({ configFile: join(root, CONSOLE, 'vite.config.ts'), logLevel: 'error' });
  } catch (error) {
    throw new CannotCompile(`${CONSOLE} cannot be built:\n${error.message}`, { cause: error });
  }
  for (const path of globSync('**/*', { cwd: folder })) {
    if (!COMPRESSIBLE.test(path)) continue;
    const bytes = readFileSync(join(folder, path));
    if (bytes.length < LEAST_BYTES) continue;
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(join(folder, `${path}.br`), brotliCompressSync(bytes, { params }));
  }
  return consoleFiles(root);
}

/** @param {string} root */
function consoleFiles(root) {
  return globSync('**/*', { cwd: join(root, 'dist', CONSOLE), withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(root, 'dist').length + 1))
    .map((path) => path.split(sep).join('/'))
    .sort();
}
