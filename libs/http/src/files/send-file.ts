import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { MEDIA_TYPES } from '#formats';
import type { Answer } from '#projections';
import { versionOf } from '../queries/version.js';
import type { FileWish } from './file-wish.js';
import { contentOf, type TempFile } from './temp-file.js';

/** Sends a file, with what it holds in the headers. @param name what it is called, without its ending */
export function sendFile(reply: FastifyReply, file: TempFile, name: string, wish: FileWish): Readable {
  const { format, variant, labels } = wish;
  const { manifest, bytes } = file;
  const position = manifest.facts.position as Answer['position'];
  void reply.headers({
    'content-language': labels.language,
    'content-type': `${MEDIA_TYPES[format]}${format === 'xlsx' ? '' : '; charset=utf-8'}`,
    'content-length': bytes,
    ...(format !== 'json' && {
      'content-disposition': `attachment; filename="homeward-${name}-${position ?? 'empty'}.${format}"`,
    }),
    etag: `"${versionOf(position)}-${variant}"`,
    'cache-control': 'private, no-cache',
    'homeward-rows': manifest.rows,
    'homeward-position': position ?? '',
    ...(manifest.facts.knownAt !== undefined && { 'homeward-known-at': String(manifest.facts.knownAt ?? '') }),
    'homeward-sha256': manifest.sha256,
    'homeward-cannot-be-shown': manifest.failed,
    'repr-digest': `sha-256=:${Buffer.from(manifest.sha256, 'hex').toString('base64')}:`,
  });
  return contentOf(file);
}
