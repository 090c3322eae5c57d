import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { Configured } from '../auth/route-config.js';
import { problemOfStatus } from '../problems/problem-of.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route takes bodies of every kind, as they come in. */
    raw?: boolean;
  }
}

/** Lets a route read its body by itself: `uploaded` or `bodyOf`. */
export function TakesRaw(): MethodDecorator {
  return Configured({ raw: true });
}

/** The bytes of a raw body as they come in. What is not read is left to the connection, which is not cut for it. */
export function bodyOf({ body }: FastifyRequest): AsyncIterable<Buffer> {
  if (body instanceof Readable) return body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  return Readable.from(Buffer.isBuffer(body) ? [body] : []);
}

/**
 * The whole of a raw body.
 * @throws HttpProblem 413 for more bytes than allowed, 400 for none
 */
export async function uploaded(request: FastifyRequest, most: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > most) throw problemOfStatus(413);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of bodyOf(request)) {
    bytes += chunk.length;
    if (bytes > most) throw problemOfStatus(413);
    chunks.push(chunk);
  }
  if (bytes === 0) throw problemOfStatus(400);
  return Buffer.concat(chunks);
}
