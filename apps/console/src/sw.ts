/** What the build puts here: every file that the caseworker's screens need, and a name that changes with any of them. */
declare const PRECACHE: { readonly version: string; readonly files: readonly string[] };

const worker = globalThis as unknown as ServiceWorkerGlobalScope;

const SHELL = `homeward-shell-${PRECACHE.version}`;
const PAGE = '/index.html';

worker.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(PRECACHE.files)));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(removeOlder().then(() => worker.clients.claim()));
});

async function removeOlder(): Promise<void> {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith('homeward-shell-') && name !== SHELL);
  await Promise.all(older.map((name) => caches.delete(name)));
}

worker.addEventListener('message', ({ data }: ExtendableMessageEvent) => {
  // A page says when nothing is being typed: until then a new version waits.
  if (data === 'take-over') void worker.skipWaiting();
});

/** Pages and assets come from the cache; what is asked of the api always goes to the api. */
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate' && !/^\/(?:api|health|metrics)(?:\/|$)/.test(pathname)) {
    event.respondWith(fromCache(PAGE, request));
  } else if (pathname.startsWith('/assets/')) {
    event.respondWith(asset(request));
  }
});

async function fromCache(path: string, request: Request): Promise<Response> {
  return (await (await caches.open(SHELL)).match(path)) ?? fetch(request);
}

/** An asset's address names its contents: once it was fetched it need not be fetched again. */
async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(SHELL);
  const known = await cache.match(request);
  if (known !== undefined) return known;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}
