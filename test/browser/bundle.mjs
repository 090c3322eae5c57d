import { build } from 'vite';

/** Prints the module of `#cases/model` as a browser loads it. A process of its own: Vite does not run among Jest's modules. */
const [{ output }] = await build({
  configFile: false,
  logLevel: 'error',
  resolve: { conditions: ['homeward-src'] },
  build: {
    write: false,
    minify: true,
    lib: { entry: 'libs/cases/src/model.ts', formats: ['es'], fileName: 'model' },
  },
});
if (output.length !== 1)
  throw new Error(`one file was to be made, and not ${output.map(({ fileName }) => fileName).join(', ')}`);
process.stdout.write(output[0].code);
