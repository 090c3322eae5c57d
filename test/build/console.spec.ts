import { brotliDecompressSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SmallTree } from './small-tree.js';

const CONFIG = `export default {
  root: import.meta.dirname,
  build: { outDir: '../../dist/apps/console', emptyOutDir: true, assetsInlineLimit: 0, minify: false },
};\n`;
const LONG = 'on the way home '.repeat(60);

describe('npm run build with a console', () => {
  let first: SmallTree;
  let tree: SmallTree;

  beforeAll(() => {
    first = new SmallTree();
    first.write('package-lock.json', '{}');
    first.write('apps/console/vite.config.ts', CONFIG);
    first.write('apps/console/index.html', '<!doctype html><script type="module" src="/src/main.tsx"></script>');
    first.write('apps/console/src/main.tsx', `document.title = ${JSON.stringify(LONG)};\n`);
    expect(first.build()).toEqual({ code: 0, printed: '' });
  });
  beforeEach(() => {
    tree = new SmallTree(first);
  });
  afterEach(() => tree[Symbol.dispose]());
  afterAll(() => first[Symbol.dispose]());

  const files = (): string[] => Object.keys(tree.built()).filter((path) => path.startsWith('apps/console/'));
  const script = (): string => files().find((path) => path.endsWith('.js'))!;

  it('makes its page and its scripts, each with its compressed form beside it', () => {
    expect(files().sort()).toEqual([script(), `${script()}.br`, 'apps/console/index.html']);
    const compressed = brotliDecompressSync(readFileSync(join(tree.root, 'dist', `${script()}.br`)));
    expect(compressed.toString()).toBe(tree.read(`dist/${script()}`));
    expect(compressed.toString()).toContain(LONG);
  });

  it('writes nothing where nothing changed', () => {
    const before = tree.built();
    expect(tree.build().code).toBe(0);
    expect(tree.built()).toEqual(before);
  });

  it('leaves the console as it is where only the server changed', () => {
    const before = tree.built();
    tree.change('libs/words/src/index.ts', 'Hello', 'Welcome');
    tree.build();
    expect(tree.read('dist/libs/words/src/index.js')).toContain('Welcome');
    for (const path of files()) expect(tree.built()[path]).toBe(before[path]);
  });

  it('makes it again where a file of its own changed, and removes what it was before', () => {
    const before = script();
    tree.change('apps/console/src/main.tsx', 'on the way home', 'at home');
    tree.build();
    expect(script()).not.toBe(before);
    expect(tree.read(`dist/${script()}`)).toContain('at home on the way home');
    expect(files()).toHaveLength(3);
  });

  it('makes it again where one of its built files is gone', () => {
    tree.remove(`dist/${script()}.br`);
    tree.build();
    expect(files()).toHaveLength(3);
  });

  it('says why it cannot be built, and does so again until it can', () => {
    tree.write('apps/console/src/main.tsx', 'document.title = = 1;\n');
    for (const attempt of [1, 2]) {
      const { code, printed } = tree.build();
      expect([attempt, code]).toEqual([attempt, 1]);
      expect(printed).toContain('apps/console cannot be built:');
    }
    tree.write('apps/console/src/main.tsx', 'document.title = "put right";\n');
    expect(tree.build().code).toBe(0);
    expect(tree.read(`dist/${script()}`)).toContain('put right');
  });

  it('is without one where the console is gone', () => {
    tree.remove('apps/console');
    expect(tree.build()).toEqual({ code: 0, printed: '' });
    expect(files()).toEqual([]);
  });
});
