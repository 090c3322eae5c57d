import { Controller, Get, Header, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EventStore } from '#eventsourcing';
import { Allow, ApiParam, ApiTags, EVENT_STORE, Gives, HttpProblem, QueryParams, Refuses } from '#http';
import { makeReceipt, SigningRefused, TILE_WIDTH, type KeyRing, type NewOrigin } from '#ledger';
import { bundleStream } from './bundle-stream.js';
import { BundleQuery } from './bundle-query.dto.js';
import { Checkpoints, LEDGER, type Ledger } from './checkpoints.js';
import { sendTile } from './tile.js';
import { NotedAs } from './noted-as.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The keys that sign the log, and whether it once went on under a new origin. */
export interface LedgerKeys {
  /** The name of the log. */
  readonly origin: string;
  readonly keys: KeyRing;
  /** Why the log went on under a new origin, as it does when what was signed last is lost; null for never. */
  readonly declared: NewOrigin | null;
}

@ApiTags('audit')
@Controller('api/v1/audit')
export class LedgerController {
  constructor(
    private readonly checkpoints: Checkpoints,
    @Inject(LEDGER) private readonly ledger: Ledger,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** Gives the newest signed checkpoint: a signed note (C2SP tlog-checkpoint). Keep it: it proves what came before it. */
  @Get('checkpoint')
  @NotedAs('nothing')
  @Allow('caseworker', 'auditor', 'reporter', 'administrator')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'no-cache')
  @Gives('text/plain', 'A signed note (C2SP tlog-checkpoint).')
  @Refuses({ 503: ['log-not-signed'] })
  checkpoint(): Promise<string> {
    return signing(this.checkpoints.latest());
  }

  /** Lists the public keys of the log with the sizes that they signed. */
  @Get('keys')
  @NotedAs('nothing')
  @Allow('caseworker', 'auditor', 'reporter', 'administrator')
  keys(): LedgerKeys {
    const { folder } = this.ledger;
    return { origin: folder.origin, keys: this.checkpoints.keys, declared: folder.declared() ?? null };
  }

  /** Puts a new key in the place of the one that signs. The last checkpoint is signed by both. */
  @Post('keys/rotate')
  @Refuses({ 503: ['log-not-signed'] })
  @Allow('administrator')
  async rotate(): Promise<LedgerKeys> {
    await signing(this.checkpoints.rotate());
    return this.keys();
  }

  /** Gives a tile of the tree, or of the records, as C2SP tlog-tiles describes them. */
  @Get('tile/*')
  @NotedAs('export')
  @Allow('auditor')
  @ApiParam({
    name: 'path',
    description: 'Where the tile stands in the tree.',
    schema: { type: 'string', example: 'entries/000.p/5' },
  })
  @Gives('application/octet-stream', 'Hashes of 32 bytes, or records after their lengths.', { isBinary: true })
  @Refuses({ 404: ['tile-not-found'] })
  tile(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return sendTile(this.ledger.reader, request, reply);
  }

  /** Gives the proof that a record stands in the log: a `.tlog-proof` (C2SP tlog-proof) against a signed checkpoint. */
  @Get('receipts/:id')
  @Allow('caseworker', 'auditor')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Gives('text/plain', 'A `.tlog-proof` (C2SP tlog-proof).')
  @Refuses({ 404: ['entry-not-found'], 503: ['log-not-signed'] })
  async receipt(@Param('id') id: string): Promise<string> {
    const index = UUID.test(id) ? await this.ledger.reader.indexOf(id) : undefined;
    const checkpoint = index === undefined ? undefined : await signing(this.checkpoints.covering(index));
    if (index === undefined || checkpoint === undefined) throw noSuchEntry(id);
    return makeReceipt(this.ledger.reader, index, checkpoint);
  }

  /** Gives a record as it stands in the log, byte for byte (RFC 8785): what its receipt proves. */
  @Get('records/:id')
  @Allow('caseworker', 'auditor')
  @Gives('application/octet-stream', 'A canonical record.', { isBinary: true })
  @Refuses({ 404: ['entry-not-found'] })
  async record(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const index = UUID.test(id) ? await this.ledger.reader.indexOf(id) : undefined;
    if (index === undefined) throw noSuchEntry(id);
    const within = index % TILE_WIDTH;
    const entries = await this.ledger.reader.entries((index - within) / TILE_WIDTH, within + 1);
    void reply
      .headers({
        'content-type': 'application/octet-stream',
        'cache-control': 'private, max-age=31536000, immutable',
      })
      .send(entries[within]);
  }

  /**
   * Gives all that an auditor needs to verify the log without this server, as a ZIP: VERIFY.md in it says how. With `stream`
   * an extract, which proves that its records stand in the log, and not that they are all of the stream.
   */
  @Get('bundle')
  @NotedAs('export')
  @Allow('auditor')
  @Gives('application/zip', 'Checkpoint, keys, records, tiles or receipts, manifest, VERIFY.md.', { isBinary: true })
  @Refuses({ 404: ['stream-not-found'], 503: ['log-not-signed'] })
  async bundle(@QueryParams() { stream }: BundleQuery, @Res() reply: FastifyReply): Promise<void> {
    if (stream !== undefined) await this.refuseUnknown(stream);
    const checkpoint = await signing(this.checkpoints.sign());
    const asked = { checkpoint, keys: this.checkpoints.keys, stream: stream ?? null };
    const name = stream === undefined ? 'homeward-bundle.zip' : 'homeward-extract.zip';
    void reply
      .headers({
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'private, no-store',
      })
      .send(bundleStream(this.ledger, this.store, asked));
  }

  private async refuseUnknown(stream: string): Promise<void> {
    for await (const { id } of this.store.read(stream)) {
      if ((await this.ledger.reader.indexOf(id)) !== undefined) return;
      break;
    }
    throw new HttpProblem(404, 'stream-not-found', 'There is no such stream', {
      detail: `The log has no records of a stream ${JSON.stringify(stream)}.`,
    });
  }
}

function noSuchEntry(id: string): HttpProblem {
  return new HttpProblem(404, 'entry-not-found', 'There is no such entry', {
    detail: `No record of the log has the id ${id}.`,
    members: { facts: { entryId: id } },
  });
}

/** A log that must not be signed, because it is not the one that was signed before, is said to be so. */
async function signing<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (!(error instanceof SigningRefused)) throw error;
    throw new HttpProblem(503, 'log-not-signed', 'The log cannot be signed', { detail: error.message });
  });
}
