import { join } from 'node:path';
import { defineConfig } from 'vite';
import { precache } from './precache.js';

/** The api that `npm run dev` serves beside the console. */
const API = process.env.HOMEWARD_API ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  // Everything is served from one origin, by the api: the browser asks no other host for anything.
  base: '/',
  resolve: {
    conditions: ['homeward-src', 'module', 'browser', 'production'],
    alias: {
      'react/jsx-runtime': 'preact/jsx-runtime',
      'react-dom/client': 'preact/compat/client',
      'react-dom': 'preact/compat',
      react: 'preact/compat',
    },
  },
  plugins: [precache()],
  build: {
    outDir: '../../dist/apps/console',
    emptyOutDir: true,
    target: ['chrome123', 'firefox128', 'safari17.5'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { main: join(import.meta.dirname, 'index.html'), sw: join(import.meta.dirname, 'src/sw.ts') },
      // The worker must stand at the top, under a name that stays, to serve every page.
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
  server: { proxy: { '/api': API, '/health': API } },
});
