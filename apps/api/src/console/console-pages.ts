import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Pages } from '#http';

/** Where `npm run build` puts the console, seen from this file's compiled form. */
const BUILT = fileURLToPath(new URL('../../../console', import.meta.url));

/** What the server answers itself, under whatever is behind it. */
const NOT_PAGES = /^\/(?:api|health|metrics)(?:[/?]|$)/;

/** The page may load what comes from here and nothing else; no text becomes a script (Trusted Types). */
export const CONSOLE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types homeward',
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  json: 'application/json',
  webmanifest: 'application/manifest+json',
};

/** Vite names these after their contents: what such an address once gave, it always gives. */
const NAMED_BY_CONTENTS = /^\/assets\//;

interface File {
  readonly bytes: Buffer;
  readonly brotli: Buffer | undefined;
  readonly type: string;
  readonly etag: string;
}

/**
 * The console's files, in memory: they are few and small. An address that names no file is one of the console's own, and is
 * answered with its page.
 */
export class ConsolePages implements Pages {
  private readonly files: ReadonlyMap<string, File>;

  /** @param folder where the built console stands; without one there are no pages */
  constructor(folder: string = BUILT) {
    this.files = filesIn(folder);
  }

  takes({ method, url }: FastifyRequest): boolean {
    return this.files.size > 0 && (method === 'GET' || method === 'HEAD') && !NOT_PAGES.test(url);
  }

  send(request: FastifyRequest, reply: FastifyReply): void {
    const path = request.url.split('?', 1)[0]!;
    const found = this.files.get(path);
    // A file of an earlier version that an open page asks for is gone, and is no page.
    if (found === undefined && NAMED_BY_CONTENTS.test(path)) {
      void reply.code(404).headers({ 'cache-control': 'no-store' }).send('');
      return;
    }
    const { bytes, brotli, type, etag } = found ?? this.files.get('/index.html')!;
    void reply.headers({
      'content-security-policy': CONSOLE_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': NAMED_BY_CONTENTS.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
      etag,
    });
    if (request.headers['if-none-match'] === etag) return void reply.code(304).send();
    const isSmall = brotli !== undefined && /\bbr\b/.test(String(request.headers['accept-encoding'] ?? ''));
    if (isSmall) void reply.header('content-encoding', 'br');
    void reply.type(type).send(isSmall ? brotli : bytes);
  }
}

function filesIn(folder: string): ReadonlyMap<string, File> {
  const files = new Map<string, File>();
  for (const name of namesIn(folder)) {
    if (name.endsWith('.br')) continue;
    const bytes = readFileSync(join(folder, name));
    const type = TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    files.set(`/${name.split(sep).join('/')}`, { bytes, brotli: brotliOf(join(folder, name)), type, etag });
  }
  const page = files.get('/index.html');
  if (page !== undefined) files.set('/', page);
  return files;
}

function namesIn(folder: string): string[] {
  return (
    unlessMissing(() =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)),
    ) ?? []
  );
}

function brotliOf(path: string): Buffer | undefined {
  return unlessMissing(() => readFileSync(`${path}.br`));
}

function unlessMissing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
