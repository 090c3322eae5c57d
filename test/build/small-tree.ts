import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const tool = (name: string): string => join(ROOT, 'tools/build', name);

/** A project of a few files, shaped as this one is. */
const SOURCES: Readonly<Record<string, string>> = {
  'apps/api/src/main.ts': `import { greeting } from '#words';\nconsole.log(greeting('server'));\nsetInterval(() => {}, 1_000);\n`,
  'apps/api/src/people/people.dto.ts': `import { type Stage } from '../stage.js';
import { IsOptional } from 'class-validator';
import { Name } from './name.js';
/** Asks. */
export class PeopleQuery {
  /** Where they are. */
  @IsOptional() stage?: Stage;
  /** Who they are. */
  @IsOptional() name?: Name;
}\n`,
  'apps/api/src/people/name.ts': `export class Name {}\n`,
  'apps/api/src/stage.ts': `export type Stage = 'captured' | 'released';\n`,
  'apps/cli/src/main.ts': `#!/usr/bin/env node\nconsole.log('command line');\n`,
  'libs/words/src/index.ts': `export function greeting(whom: string): string {\n  return 'Hello, ' + whom;\n}\n`,
  'libs/words/src/words.spec.ts': `it('is not built', () => {});\n`,
  'libs/words/testing/sample.ts': `export const SAMPLE = 1;\n`,
};

export class SmallTree {
  readonly root = mkdtempSync(join(tmpdir(), 'homeward-build-'));

  /** @param from a tree that this one is a copy of, with what is built of it */
  constructor(from?: SmallTree) {
    if (from !== undefined) {
      cpSync(from.root, this.root, { recursive: true, preserveTimestamps: true });
      return;
    }
    for (const [path, text] of Object.entries(SOURCES)) this.write(path, text);
    this.write('package.json', JSON.stringify({ type: 'module', imports: IMPORTS }));
    cpSync(join(ROOT, 'tsconfig.json'), join(this.root, 'tsconfig.json'));
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  change(path: string, from: string, to: string): void {
    const text = this.read(path);
    expect(text).toContain(from);
    this.write(path, text.replace(from, to));
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true });
  }

  build(): { readonly code: number | null; readonly printed: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, [tool('main.mjs'), this.root], { encoding: 'utf8' });
    return { code: status, printed: stdout + stderr };
  }

  /** Each file of `dist` and when it was written. */
  built(): Record<string, number> {
    const paths = readdirSync(join(this.root, 'dist'), { recursive: true, encoding: 'utf8' });
    const files = paths.map((path) => [path, statSync(join(this.root, 'dist', path))] as const);
    return Object.fromEntries(files.flatMap(([path, stat]) => (stat.isFile() ? [[path, stat.mtimeMs]] : [])));
  }

  metadata(): string {
    return this.read('dist/apps/api/src/openapi/plugin-metadata.js');
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

const IMPORTS = { '#*': { 'homeward-src': './libs/*/src/index.ts', default: './dist/libs/*/src/index.js' } };
