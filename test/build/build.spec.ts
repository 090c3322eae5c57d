import { spawnSync } from 'node:child_process';
import { statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { SmallTree } from './small-tree.js';

describe('npm run build', () => {
  let first: SmallTree;
  let tree: SmallTree;

  beforeAll(() => {
    first = new SmallTree();
    expect(first.build()).toEqual({ code: 0, printed: '' });
  });
  beforeEach(() => {
    tree = new SmallTree(first);
  });
  afterEach(() => tree[Symbol.dispose]());
  afterAll(() => first[Symbol.dispose]());

  it('compiles what runs in production, and nothing else', () => {
    const compiled = [
      'apps/api/src/main.js',
      'apps/api/src/people/name.js',
      'apps/api/src/people/people.dto.js',
      'apps/api/src/stage.js',
      'apps/cli/src/main.js',
      'libs/words/src/index.js',
    ];
    const described = ['apps/api/src/openapi/answers.json', 'apps/api/src/openapi/plugin-metadata.js'];
    const files = [...compiled, ...compiled.map((path) => `${path}.map`), ...described];
    expect(Object.keys(tree.built()).sort()).toEqual(['.build.json', ...files].sort());
  });

  it('keeps decorators, the types that they are told, and a class that only a type names', () => {
    const code = tree.read('dist/apps/api/src/people/people.dto.js');
    expect(code).toMatch(
      /IsOptional\(\),\s+_ts_metadata\("design:type", typeof Name === "undefined" \? Object : Name\)/,
    );
    expect(code).toContain(`import { Name } from './name.js';`);
    expect(code).not.toContain('stage.js');
    expect(code).not.toContain('openapi');
  });

  it('makes the command line a program', () => {
    expect(statSync(join(tree.root, 'dist/apps/cli/src/main.js')).mode & 0o111).toBe(0o111);
    expect(
      spawnSync(process.execPath, [join(tree.root, 'dist/apps/cli/src/main.js')], { encoding: 'utf8' }).stdout,
    ).toBe('command line\n');
  });

  it('leads a debugger from what is compiled to its source', () => {
    const { sources } = JSON.parse(tree.read('dist/apps/api/src/people/name.js.map')) as { readonly sources: string[] };
    expect(sources.map((path) => join('dist/apps/api/src/people', path))).toEqual(['apps/api/src/people/name.ts']);
    expect(tree.read('dist/apps/api/src/people/name.js')).toMatch(/\n\/\/# sourceMappingURL=name\.js\.map\n$/);
  });

  it('writes nothing where nothing changed', () => {
    const before = tree.built();
    expect(tree.build().code).toBe(0);
    expect(tree.built()).toEqual(before);
  });

  it('compiles again what changed, and that alone', () => {
    const before = tree.built();
    tree.change('libs/words/src/index.ts', 'Hello', 'Welcome');
    expect(tree.build().code).toBe(0);
    expect(tree.read('dist/libs/words/src/index.js')).toContain('Welcome');
    const written = Object.entries(tree.built()).filter(([path, at]) => before[path] !== at);
    expect(written.map(([path]) => path).sort()).toEqual([
      '.build.json',
      'libs/words/src/index.js',
      'libs/words/src/index.js.map',
    ]);
  });

  it('sees a change that left the size and the time of a file as they were', () => {
    const file = join(tree.root, 'libs/words/src/index.ts');
    const { atime, mtime, size } = statSync(file);
    tree.change('libs/words/src/index.ts', 'Hello', 'Howdy');
    utimesSync(file, atime, mtime);
    expect(statSync(file)).toMatchObject({ size, mtime });
    tree.build();
    expect(tree.read('dist/libs/words/src/index.js')).toContain('Howdy');
  });

  it('compiles a file that is added', () => {
    tree.write('libs/words/src/more/added.ts', 'export const ADDED: number = 1;\n');
    tree.build();
    expect(tree.read('dist/libs/words/src/more/added.js')).toContain('export const ADDED = 1;');
  });

  it('removes what has no source any longer, and what nothing was ever made from', () => {
    tree.remove('apps/api/src/people');
    tree.write('dist/libs/gone/src/index.js', 'export {};\n');
    tree.build();
    expect(Object.keys(tree.built()).filter((path) => /people|gone/.test(path))).toEqual([]);
    expect(tree.metadata()).not.toContain('PeopleQuery');
  });

  it('makes again what is missing from dist', () => {
    tree.remove('dist/apps/api/src/stage.js');
    tree.remove('dist/apps/api/src/openapi');
    tree.remove('dist/apps/cli/src/main.js.map');
    const before = tree.built();
    tree.build();
    expect(Object.keys(tree.built()).length).toBe(Object.keys(before).length + 4);
  });

  it('does all of it again after a build that was cut short', () => {
    tree.remove('dist/.build.json');
    tree.write('dist/libs/words/src/index.js', 'half a fi');
    tree.build();
    expect(tree.read('dist/libs/words/src/index.js')).toContain('Hello');
  });

  it('does all of it again where what builds it changed', () => {
    tree.write('dist/libs/words/src/index.js', 'made by another compiler');
    tree.change('tsconfig.json', '"sourceMap": true', '"sourceMap": false');
    tree.build();
    expect(tree.read('dist/libs/words/src/index.js')).toContain('Hello');
  });

  it('names the file that cannot be compiled, leaves what there was, and goes on once it can', () => {
    tree.change('libs/words/src/index.ts', 'return', 'return return');
    const { code, printed } = tree.build();
    expect([code, printed]).toEqual([1, expect.stringContaining('libs/words/src/index.ts cannot be compiled')]);
    expect(tree.read('dist/libs/words/src/index.js')).toContain('Hello');
    expect(tree.build().code).toBe(1);
    tree.change('libs/words/src/index.ts', "return return 'Hello", "return 'Good day");
    expect(tree.build().code).toBe(0);
    expect(tree.read('dist/libs/words/src/index.js')).toContain('Good day');
  });

  describe("the OpenAPI plugin's metadata", () => {
    it('has comments, types and values of the classes that describe the API', () => {
      expect(tree.metadata()).toContain(
        `stage: { required: false, description: "Where they are.", enum: ["captured", "released"] }`,
      );
      expect(tree.metadata()).toContain(`await import("../people/name.js")`);
    });

    it('follows a comment', () => {
      tree.change('apps/api/src/people/people.dto.ts', 'Where they are', 'Where they were');
      tree.build();
      expect(tree.metadata()).toContain('Where they were.');
    });

    it('follows a type that a class takes from another file', () => {
      tree.change('apps/api/src/stage.ts', `'captured'`, `'captured' | 'in-transit'`);
      tree.build();
      expect(tree.metadata()).toContain(`["captured", "in-transit", "released"]`);
    });

    it('follows a class in a file that is new', () => {
      tree.write(
        'apps/api/src/people/more.dto.ts',
        '/** Asks more. */\nexport class MoreQuery {\n  /** How. */ how?: string;\n}\n',
      );
      tree.build();
      expect(tree.metadata()).toContain('MoreQuery');
    });

    it('cannot be without a class that describes the API and is not exported', () => {
      tree.change('apps/api/src/people/people.dto.ts', 'export class', 'class');
      const { code, printed } = tree.build();
      expect([code, printed]).toEqual([
        1,
        'apps/api/src/people/people.dto.ts: PeopleQuery must be exported, it describes the API\n',
      ]);
      expect(tree.build().code).toBe(1);
    });

    it('is left alone where nothing changed that it depends on', () => {
      const { 'apps/api/src/openapi/plugin-metadata.js': before } = tree.built();
      tree.change('libs/words/src/index.ts', 'Hello', 'Welcome');
      tree.build();
      expect(tree.built()['apps/api/src/openapi/plugin-metadata.js']).toBe(before);
    });
  });
});
