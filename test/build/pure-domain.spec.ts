import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

/** Each package that a library's compiled code imports, directly or by way of another file, with the files that it is imported by. */
function packagesOf(library: string): Map<string, string> {
  const packages = new Map<string, string>();
  const open = [join(DIST, 'libs', library, 'src/index.js')];
  const seen = new Set(open);
  for (const file of open) {
    for (const { fileName } of ts.preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles) {
      const next = resolve(fileName, file);
      if (next === undefined) packages.set(fileName, relative(DIST, file));
      else if (!seen.has(next)) open.push(next);
      if (next !== undefined) seen.add(next);
    }
  }
  return packages;
}

const { imports } = JSON.parse(readFileSync(join(DIST, '../package.json'), 'utf8')) as {
  readonly imports: Readonly<Record<string, { readonly default: string }>>;
};

function resolve(specifier: string, from: string): string | undefined {
  if (specifier.startsWith('.')) return join(dirname(from), specifier);
  if (!specifier.startsWith('#')) return undefined;
  const entry = imports[specifier]?.default ?? imports['#*']!.default.replace('*', specifier.slice(1));
  return join(DIST, '..', entry);
}

describe('the compiled libraries', () => {
  it.each([
    'cases',
    'eventsourcing',
    'projections',
    'formats',
    'imports',
    'ledger',
    'stores',
    'webhooks',
    'access',
    'activity',
  ])('%s imports no framework, by no way round', (library) => {
    const packages = packagesOf(library);
    const framework = [...packages].filter(([name]) => /^@nestjs\/|^fastify|^rxjs|swagger/.test(name));
    expect(framework).toEqual([]);
  });

  it('are followed through their imports: the HTTP edge is found to be made of a framework', () => {
    expect([...packagesOf('http').keys()]).toEqual(
      expect.arrayContaining(['@nestjs/common', '@nestjs/platform-fastify', 'class-validator']),
    );
  });
});
