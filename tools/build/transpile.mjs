import { transformSync } from '@swc/core';

/**
 * Compiles one TypeScript file as `tsconfig.json` says: decorators with their metadata, fields set by assignment.
 * Types are not checked here, `npm run check` does. The console's `.tsx` come here for their specs alone: Vite builds them.
 *
 * @param {string} path below the root of the project, with forward slashes
 * @param {string} text
 * @returns {{ code: string, map: string }}
 */
export function transpile(path, text) {
  const { code, map } = transformSync(text, {
    filename: path,
    sourceFileName: '../'.repeat(path.split('/').length) + path,
    swcrc: false,
    configFile: false,
    isModule: true,
    sourceMaps: true,
    module: { type: 'es6' },
    jsc: {
      target: 'es2024',
      parser: { syntax: 'typescript', decorators: true, tsx: path.endsWith('.tsx') },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        useDefineForClassFields: false,
        react: { runtime: 'automatic', importSource: 'preact' },
      },
      keepClassNames: true,
      externalHelpers: false,
    },
  });
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.tsx?$/, '.js');
  return { code: `${code}//# sourceMappingURL=${name}.map\n`, map };
}
