import type { Readable } from 'node:stream';
import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { signAsItStands, SigningRefused, type KeyRing } from '#ledger';
import { Allow, ApiParam, ApiTags, Gives, HttpProblem, QueryParams, QueryResponder, Refuses } from '#http';
import type { Page } from '#projections';
import { ACTIVITIES, type NamedActivity } from './activity-list.js';
import { ActivityQuery } from './activity-query.dto.js';
import { ACTIVITY, type OpenedActivity } from './open-activity.js';
import { sendTile } from './tile.js';
import { NotedAs } from './noted-as.js';

/** Activities, the newest first. */
export type ActivityPage = Page<NamedActivity>;

/** The keys that sign the activities. */
export interface ActivityKeys {
  /** The name of their tree in its checkpoints. */
  readonly origin: string;
  readonly keys: KeyRing;
}

/** Who did what, and who read what: kept apart from the log, in a ledger of its own. */
@ApiTags('audit')
@Controller('api/v1/audit/activity')
export class ActivityController {
  constructor(
    @Inject(ACTIVITY) private readonly activity: OpenedActivity,
    private readonly responder: QueryResponder,
  ) {}

  /** Lists who did what, and who read what, the newest first: entries, reads, exports, sign-ins, denied attempts. */
  @Get()
  @Allow('auditor')
  list(
    @QueryParams() query: ActivityQuery,
    @Req() request: FastifyRequest,
  ): Promise<ActivityPage | Readable | undefined> {
    query.reader = request.caller!;
    return this.responder.answerAfresh(ACTIVITIES, query);
  }

  /** Gives a signed checkpoint over all activities so far: a signed note (C2SP tlog-checkpoint), of a tree of their own. */
  @Get('checkpoint')
  @NotedAs('nothing')
  @Allow('auditor')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'no-cache')
  @Gives('text/plain', 'A signed note (C2SP tlog-checkpoint).')
  @Refuses({ 503: ['not-signed'] })
  async checkpoint(): Promise<string> {
    const { log, folder, ledger } = this.activity;
    await log.flush();
    try {
      return await signAsItStands(folder, ledger);
    } catch (error) {
      if (!(error instanceof SigningRefused)) throw error;
      throw new HttpProblem(503, 'not-signed', 'The activities cannot be signed', { detail: error.message });
    }
  }

  /** Lists the public keys that sign the activities, with the sizes that they signed. */
  @Get('keys')
  @NotedAs('nothing')
  @Allow('auditor')
  keys(): ActivityKeys {
    const { folder } = this.activity;
    return { origin: folder.origin, keys: folder.ring() };
  }

  /** Gives a tile of the activities' tree, or of the activities, as C2SP tlog-tiles describes them. */
  @Get('tile/*')
  @NotedAs('export')
  @Allow('auditor')
  @ApiParam({
    name: 'path',
    description: 'Where the tile stands in the tree.',
    schema: { type: 'string', example: 'entries/000.p/5' },
  })
  @Gives('application/octet-stream', 'Hashes of 32 bytes, or activities after their lengths.', { isBinary: true })
  @Refuses({ 404: ['tile-not-found'] })
  tile(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return sendTile(this.activity.ledger, request, reply);
  }
}
