import { resolve } from 'node:path';
import { build } from './build.mjs';
import { CannotCompile } from './cannot-compile.mjs';

/** `npm run build`: compiles what changed since the last time. Without a folder it is the project in the current one. */
try {
  await build(resolve(process.argv[2] ?? '.'));
} catch (error) {
  if (!(error instanceof CannotCompile)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
