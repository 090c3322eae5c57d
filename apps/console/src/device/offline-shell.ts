interface ScriptPolicy {
  readonly createScriptURL: (url: string) => string;
}

declare global {
  /** Not every browser has it, and TypeScript does not know it yet. */
  var trustedTypes: { readonly createPolicy: (name: string, rules: ScriptPolicy) => ScriptPolicy } | undefined;
}

const WORKER = '/sw.js';

/** Makes the console open without a line. A new version takes the place of this one when nobody is typing. */
export function keepShell(): void {
  if (!('serviceWorker' in navigator) || !isSecureContext || import.meta.env.DEV) return;
  const { serviceWorker } = navigator;
  const isFirst = serviceWorker.controller === null;
  const policy = globalThis.trustedTypes?.createPolicy('homeward', {
    createScriptURL: (url) => {
      if (url !== WORKER) throw new TypeError(`${url} is no script of the console`);
      return url;
    },
  });
  void serviceWorker.register((policy?.createScriptURL(WORKER) ?? WORKER) as string).then((registration) => {
    const offer = (): void => {
      if (registration.waiting !== null && !isTyping()) registration.waiting.postMessage('take-over');
    };
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', offer));
    addEventListener('focus', offer);
  });
  serviceWorker.addEventListener('controllerchange', () => {
    if (!isFirst) location.reload();
    // What this page loaded before there was a worker: the words of its language, among others.
    else refetchAssets();
  });
}

function isTyping(): boolean {
  return document.querySelector('dialog[open]') !== null;
}

function refetchAssets(): void {
  for (const { name } of performance.getEntriesByType('resource')) {
    if (new URL(name).pathname.startsWith('/assets/')) void fetch(name);
  }
}
