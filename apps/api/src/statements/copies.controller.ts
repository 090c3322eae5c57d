import { Controller, Get, HttpCode, Param, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MAX_COPY_BYTES } from '#cases';
import { Rejected } from '#eventsourcing';
import { Allow, ApiBody, ApiConsumes, ApiParam, ApiTags, Gives, HttpProblem, Refuses, TakesRaw, uploaded } from '#http';
import { CopyStore, type Copy } from './copy-store.js';
import { COPY_TYPES } from './copy-type.js';
import { NotedAs } from '../audit/noted-as.js';

@ApiTags('statements')
@Controller('api/v1/statements/copies')
export class CopiesController {
  constructor(private readonly copies: CopyStore) {}

  /** Keeps a copy of what was published, by its SHA-256. The same bytes again answer the same. */
  @Put()
  @HttpCode(200)
  @Allow('caseworker')
  @TakesRaw()
  @ApiConsumes(...COPY_TYPES)
  @ApiBody({ schema: { type: 'string', format: 'binary', maxLength: MAX_COPY_BYTES } })
  @Refuses({ 413: ['too-large'], 415: ['unsupported-media-type'] })
  async keep(@Req() request: FastifyRequest): Promise<Copy> {
    const copy = await this.copies.keep(await uploaded(request, MAX_COPY_BYTES));
    if (copy !== undefined) return copy;
    throw new HttpProblem(415, 'unsupported-media-type', 'Copies of this kind are not kept', {
      detail: `By its content it must be one of ${COPY_TYPES.join(', ')}.`,
    });
  }

  /** Gives a copy back as it was uploaded, to be saved and not to be shown in place. */
  @Get(':sha256')
  @NotedAs('export')
  @Allow('caseworker', 'auditor')
  @ApiParam({
    name: 'sha256',
    description: 'Of the bytes, in lower-case hex.',
    schema: { type: 'string', pattern: '^[0-9a-f]{64}$', example: 'ab'.repeat(32) },
  })
  @Gives(COPY_TYPES, 'The bytes as they were uploaded, under the media type that they were found to be.', {
    isBinary: true,
  })
  @Refuses({ 404: ['copy-not-found'] })
  async show(@Param('sha256') sha256: string, @Res() reply: FastifyReply): Promise<void> {
    const copy = /^[0-9a-f]{64}$/.test(sha256) ? await this.copies.find(sha256) : undefined;
    if (copy === undefined) throw new Rejected('copy-not-found', { sha256 });
    void reply
      .headers({
        'content-type': copy.mediaType,
        'content-length': copy.bytes,
        'content-disposition': `attachment; filename="${sha256}.${EXTENSIONS[copy.mediaType]}"`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
        'cache-control': 'private, no-store',
        etag: `"${sha256}"`,
      })
      .send(this.copies.read(sha256));
  }
}

const EXTENSIONS: Readonly<Record<Copy['mediaType'], string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'video/mp4': 'mp4',
  'audio/mpeg': 'mp3',
  'application/zip': 'zip',
  'application/gzip': 'gz',
  'application/warc': 'warc',
  'text/html': 'html',
  'text/plain': 'txt',
};
