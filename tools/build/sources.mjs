import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** What never runs in production is not built: specs, what helps them, and files that hold types alone. Vite builds the console. */
const NOT_BUILT = /\.spec\.ts$|\.d\.ts$|^libs\/[^/]+\/testing\/|^apps\/console\//;

/**
 * Every source file of production code below `root`, by its path with forward slashes.
 *
 * @returns {Map<string, { text: string, hash: string }>}
 */
export function sourcesIn(root) {
  const paths = globSync('{apps,libs}/**/*.ts', { cwd: root, exclude: ['**/node_modules'] })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => !NOT_BUILT.test(path))
    .sort();
  return new Map(
    paths.map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return [path, { text, hash: hashOf(text) }];
    }),
  );
}

/** Where a source's compiled file stands, below `dist`. */
export const compiledPath = (path) => path.replace(/\.ts$/, '.js');

/** Contents are compared, never times: two edits within a clock tick, a branch switched and back, are seen for what they are. */
export const hashOf = (...texts) => {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text.length}:`).update(text);
  return hash.digest('base64url');
};
