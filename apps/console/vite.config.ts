import { defineConfig } from 'vite';

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
  build: {
    outDir: '../../dist/apps/console',
    emptyOutDir: true,
    target: ['chrome120', 'firefox128', 'safari17.5'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // Shown by `npm run build` itself, where a budget is passed: its test says so.
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': API, '/health': API } },
});
