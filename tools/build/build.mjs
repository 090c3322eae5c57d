import { chmodSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CannotCompile } from './cannot-compile.mjs';
import { buildConsole, consoleKey } from './console.mjs';
import { compiledPath, hashOf, sourcesIn } from './sources.mjs';

const TOOLS = fileURLToPath(new URL('.', import.meta.url));
const METADATA_FILE = 'apps/api/src/openapi/plugin-metadata.js';
const ANSWERS_FILE = 'apps/api/src/openapi/answers.json';
const COMMAND_LINE = 'apps/cli/src/main.js';

/** What the last build made, from what: written last, so that a build that was cut short is done again. */
const RECORD = '.build.json';

/**
 * Brings `dist` in line with the sources below `root`: compiles what is new or changed, removes what has no source any
 * longer, makes the OpenAPI plugin's metadata where a file that it depends on changed, and the console where one of its own did.
 *
 * @param {string} root
 * @param {{ withConsole?: boolean }} [options] without the console where Vite serves it from its sources: what stands in `dist`
 *   of it is left as it is
 * @returns {Promise<{ compiled: string[], removed: string[], metadata: boolean, console: boolean }>} what was done
 * @throws {CannotCompile}
 */
export async function build(root, { withConsole = true } = {}) {
  const dist = join(root, 'dist');
  const sources = sourcesIn(root);
  const madeBy = hashOf(...toolchain(root));
  const last = readRecord(dist, madeBy);
  const there = filesBelow(dist);

  const changed = [...sources].filter(
    ([path, { hash }]) =>
      last.files[path] !== hash || !there.has(compiledPath(path)) || !there.has(`${compiledPath(path)}.map`),
  );
  const inputs = last.metadata?.inputs ?? [];
  const before = metadataKey(inputs, sources);
  const stale =
    last.metadata === undefined ||
    last.metadata.key !== before ||
    ![METADATA_FILE, ANSWERS_FILE].every((path) => there.has(path));
  const key = withConsole ? consoleKey(root) : last.console?.key;
  const built = key === undefined ? [] : (last.console?.files ?? []);
  const staleConsole = key !== last.console?.key || built.some((path) => !there.has(path));
  const expected = new Set([RECORD, METADATA_FILE, ANSWERS_FILE, ...[...sources.keys()].flatMap(filesOf), ...built]);
  const removed = [...there].filter((path) => !expected.has(path));
  if (changed.length === 0 && removed.length === 0 && !stale && !staleConsole) {
    return { compiled: [], removed, metadata: false, console: false };
  }

  rmSync(join(dist, RECORD), { force: true });
  for (const path of removed) rmSync(join(dist, path));
  await compile(changed, dist);
  let metadata = last.metadata;
  if (stale) {
    const { openApiMetadata } = await import('./openapi-metadata.mjs');
    const made = openApiMetadata(root, sources.keys());
    put(dist, METADATA_FILE, made.code);
    put(dist, ANSWERS_FILE, JSON.stringify(made.answers));
    metadata = { inputs: made.inputs, key: metadataKey(made.inputs, sources) };
  }
  const files = Object.fromEntries([...sources].map(([path, { hash }]) => [path, hash]));
  const console = staleConsole && key !== undefined ? { key, files: await buildConsole(root) } : last.console;
  put(dist, RECORD, JSON.stringify({ madeBy, files, metadata, ...(key !== undefined && { console }) }));
  return { compiled: changed.map(([path]) => path), removed, metadata: stale, console: staleConsole };
}

async function compile(changed, dist) {
  if (changed.length === 0) return;
  const { transpile } = await import('./transpile.mjs');
  const compiled = changed.map(([path, { text }]) => {
    try {
      return [compiledPath(path), transpile(path, text)];
    } catch (error) {
      throw new CannotCompile(`${path} cannot be compiled:\n${error.message}`, { cause: error });
    }
  });
  for (const [path, { code, map }] of compiled) {
    put(dist, `${path}.map`, map);
    put(dist, path, code);
    if (path === COMMAND_LINE) chmodSync(join(dist, path), 0o755);
  }
}

/** What decides, besides the sources, what is built: a change of any of it builds everything again. */
function toolchain(root) {
  const own = globSync('*.mjs', { cwd: TOOLS })
    .sort()
    .map((name) => join(TOOLS, name));
  const packages = ['@swc/core', '@nestjs/cli', '@nestjs/swagger', 'typescript'].map((name) =>
    join(TOOLS, '../../node_modules', name, 'package.json'),
  );
  return [...own, ...packages, join(root, 'tsconfig.json'), join(root, 'package.json')].map((path) =>
    readFileSync(path, 'utf8'),
  );
}

/** The names of all sources are part of it: a file that is added can be what an import finds. */
const metadataKey = (inputs, sources) =>
  hashOf(...sources.keys(), ...inputs.map((path) => `${path} ${sources.get(path)?.hash}`));

const filesOf = (path) => [compiledPath(path), `${compiledPath(path)}.map`];

function readRecord(dist, madeBy) {
  try {
    const record = JSON.parse(readFileSync(join(dist, RECORD), 'utf8'));
    if (record.madeBy === madeBy) return record;
  } catch (error) {
    if (error.code !== 'ENOENT' && !(error instanceof SyntaxError)) throw error;
  }
  return { files: {} };
}

function filesBelow(folder) {
  const paths = globSync('**/{*,.*}', { cwd: folder, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return new Set(paths.map((path) => path.split(sep).join('/')));
}

/** A process that loads the file meanwhile finds the old one or the new one, and never half of it. */
function put(dist, path, text) {
  const file = join(dist, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}.new`, text);
  renameSync(`${file}.${process.pid}.new`, file);
}
