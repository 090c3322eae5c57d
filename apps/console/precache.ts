import { createHash } from 'node:crypto';
import type { Plugin, Rolldown } from 'vite';

/** What a caseworker needs without a line; other screens are loaded when they are first opened. */
const WITHOUT_A_LINE = /\/src\/(?:main|screens\/(?:record|outbox)\/\w+)\.tsx$/;

/** Names in the service worker every file that it is to keep. */
export function precache(): Plugin {
  return {
    name: 'precache',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const worker = bundle['sw.js'];
        if (worker?.type !== 'chunk') throw new Error('the service worker was not built');
        const files = ['/index.html', '/icon.svg', '/manifest.webmanifest', ...assetsFor(bundle)];
        const version = createHash('sha256').update(contentsOf(bundle)).digest('hex').slice(0, 16);
        worker.code = worker.code.replaceAll('PRECACHE', `(${JSON.stringify({ version, files })})`);
      },
    },
  };
}

/** The chunks of those screens, what they import, and their styles. */
function assetsFor(bundle: Rolldown.OutputBundle): readonly string[] {
  const needed = new Set<string>();
  const add = (name: string): void => {
    const chunk = bundle[name];
    if (needed.has(name) || chunk?.type !== 'chunk') return;
    needed.add(name);
    for (const imported of chunk.imports) add(imported);
    for (const style of chunk.viteMetadata?.importedCss ?? []) needed.add(style);
  };
  for (const [name, file] of Object.entries(bundle)) {
    if (file.type === 'chunk' && WITHOUT_A_LINE.test(file.facadeModuleId?.split('?')[0] ?? '')) add(name);
    // The page itself is the entry that its script is built from.
    if (file.type === 'chunk' && file.isEntry && name !== 'sw.js') add(name);
  }
  return [...needed].map((name) => `/${name}`).toSorted();
}

/** Names of assets follow from what they hold; the worker's own text, and the page's, do not. */
function contentsOf(bundle: Rolldown.OutputBundle): string {
  const page = bundle['index.html'];
  return JSON.stringify([
    Object.keys(bundle).toSorted(),
    bundle['sw.js']?.type === 'chunk' ? bundle['sw.js'].code : '',
    page?.type === 'asset' ? String(page.source) : '',
  ]);
}
