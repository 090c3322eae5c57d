import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { NumberedActivity } from '#activity';
import { signAsItStands, SigningRefused, type KeyRing } from '#ledger';
import { Allow, ApiParam, ApiProduces, ApiTags, FileDesk, HttpProblem, QueryParams } from '#http';
import { fromCursor, InvalidCursor, limitOf, toCursor, type Page } from '#projections';
import { ACTIVITIES } from '../tables/activity-table.js';
import { ActivityQuery } from './activity-query.dto.js';
import type { OpenedActivity } from './open-activity.js';
import { sendTile } from './tile.js';
import { NotedAs } from './noted-as.js';

export const ACTIVITY = Symbol('activity');

const LIST = 'activity';

/** Who did what, and who read what: kept apart from the log, in a ledger of its own. */
@ApiTags('audit')
@Controller('api/v1/audit/activity')
export class ActivityController {
  constructor(
    @Inject(ACTIVITY) private readonly activity: OpenedActivity,
    private readonly files: FileDesk,
  ) {}

  /** Lists who did what, and who read what, the newest first: entries, reads, exports, sign-ins, denied attempts. */
  @Get()
  @Allow('auditor')
  list(@QueryParams() query: ActivityQuery) {
    return this.files.list(query, ACTIVITIES, (asked) => this.page(asked));
  }

  /** Gives a signed checkpoint over all activities so far: a signed note (C2SP tlog-checkpoint), of a tree of their own. */
  @Get('checkpoint')
  @NotedAs('nothing')
  @Allow('auditor')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'no-cache')
  @ApiProduces('text/plain')
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
  keys(): { readonly origin: string; readonly keys: KeyRing } {
    const { folder } = this.activity;
    return { origin: folder.origin, keys: folder.ring() };
  }

  /** Gives a tile of the activities' tree, or of the activities, as C2SP tlog-tiles describes them. */
  @Get('tile/*')
  @NotedAs('export')
  @Allow('auditor')
  @ApiParam({ name: 'path', schema: { type: 'string', example: 'entries/000.p/5' } })
  @ApiProduces('application/octet-stream')
  tile(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return sendTile(this.activity.ledger, request, reply);
  }

  /** What was noted up to this request is in it. @throws InvalidCursor */
  private async page(query: ActivityQuery): Promise<Page<NumberedActivity>> {
    const { log, list } = this.activity;
    const below = query.cursor === undefined ? undefined : numberIn(query.cursor);
    if (below === undefined) await log.flush();
    const { size, rows, next } = await list.page(query, limitOf(query), below);
    return { position: String(size).padStart(16, '0'), rows, next: next === null ? null : toCursor(LIST, [next]) };
  }
}

/** The number of the activity that a page ended with. @throws InvalidCursor */
function numberIn(cursor: string): number {
  const [number] = fromCursor(LIST, cursor, 1);
  if (Number.isSafeInteger(number)) return number as number;
  throw new InvalidCursor('the cursor is not one that a page gave');
}
