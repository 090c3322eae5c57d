import type { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Rejected, type Position } from '#eventsourcing';
import { Allow, ApiBody, ApiConsumes, ApiTags, HttpProblem, JsonBody, QueryParams, Refuses, TakesRaw } from '#http';
import { UNREADABLE } from '#imports';
import { asLines, asLinesToTheEnd, explained, inOnePiece, type ImportAnswer } from './answering.js';
import { ApplyImport, ImportListQuery, TakeImportBack, UploadQuery } from './import.dto.js';
import { ImportRunner, type ImportFile } from './import-runner.js';
import { UploadStore } from './upload-store.js';
import { takeTable } from './take-table.js';

const LINES = 'application/x-ndjson';

/** All imports, the newest first. */
export interface ImportList {
  readonly rows: readonly ImportFile[];
}

/** What was taken back. */
export interface ImportReversed {
  readonly id: string;
  /** How many entries were retracted. */
  readonly entries: number;
  /** Read with `after` this position to see it; null where nothing had been recorded. */
  readonly position: Position | null;
}

@ApiTags('imports')
@Controller('api/v1/imports')
export class ImportsController {
  constructor(
    private readonly uploads: UploadStore,
    private readonly runner: ImportRunner,
  ) {}

  /**
   * Tries a table out, CSV or XLSX, and says of each row what it would do. Nothing is recorded; the table is kept to be applied.
   * It is the body, or the part `file` of a form, where `mapping` may have up to 1 MiB.
   */
  @Post()
  @HttpCode(201)
  @Refuses({ 400: ['invalid-mapping', 'malformed-form', ...UNREADABLE], 413: ['file-too-large', 'too-large'] })
  @Allow('caseworker')
  @TakesRaw()
  @ApiConsumes('text/csv', 'application/octet-stream', 'multipart/form-data')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async upload(
    @QueryParams() query: UploadQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportAnswer | Readable> {
    request.raw.setTimeout(0);
    const caller = request.caller!;
    return explained(async () => {
      const upload = await takeTable(request, query, this.uploads);
      try {
        const reports = await this.runner.plan(upload, caller);
        if (wantsLines(request)) {
          void reply.headers({ location: `/api/v1/imports/${upload.id}`, 'content-type': LINES });
          return asLines(reports);
        }
        const answer = await inOnePiece(reports);
        void reply.header('location', `/api/v1/imports/${upload.id}`);
        return answer;
      } catch (error) {
        await this.uploads.discard(upload.id);
        throw error;
      }
    });
  }

  /** Records a table that was tried out. The same again does nothing; after an interruption it goes on. */
  @Post(':id/apply')
  @Refuses({ 404: ['import-not-found'], 409: ['import-under-way', 'import-table-gone', 'import-ended'] })
  @HttpCode(200)
  @Allow('caseworker')
  async apply(
    @Param('id') id: string,
    @JsonBody() body: ApplyImport,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportAnswer | Readable> {
    request.raw.setTimeout(0);
    return explained(async () => {
      const reports = await this.runner.begin(id, body, request.caller!);
      if (wantsLines(request)) {
        void reply.header('content-type', LINES);
        return asLinesToTheEnd(reports, () => this.runner.end(id));
      }
      return inOnePiece(reports).finally(() => this.runner.end(id));
    });
  }

  /** Takes back everything that an import recorded, entry by entry; nothing, where something has been built on since. */
  @Post(':id/reverse')
  @Refuses({ 404: ['import-not-found'], 409: ['import-under-way', 'import-built-on', 'import-reversed'] })
  @HttpCode(200)
  @Allow('caseworker')
  async reverse(
    @Param('id') id: string,
    @JsonBody() { reason }: TakeImportBack,
    @Req() request: FastifyRequest,
  ): Promise<ImportReversed> {
    request.raw.setTimeout(0);
    const { reversed, entries, obstacles, position } = await this.runner.reverse(id, reason, request.caller!);
    if (reversed) return { id, entries, position };
    throw new HttpProblem(409, 'import-built-on', 'Something of the import has been built on since', {
      detail: 'Nothing was taken back. Retract what stands in the way first.',
      members: { obstacles },
    });
  }

  /** Lists the tables that were uploaded, and those that were brought in on the command line, the newest first. */
  @Get()
  @Allow('caseworker', 'auditor')
  async list(@QueryParams() _: ImportListQuery): Promise<ImportList> {
    return { rows: await this.runner.list() };
  }

  /** Shows an import as it stands, one of the command line too. */
  @Get(':id')
  @Refuses({ 404: ['import-not-found'] })
  @Allow('caseworker', 'auditor')
  async show(@Param('id') id: string): Promise<ImportFile> {
    const found = await this.runner.show(id);
    if (found === undefined) throw new Rejected('import-not-found', { importId: id });
    return found;
  }
}

function wantsLines({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes(LINES) ?? false;
}
