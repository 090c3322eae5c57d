import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AllowEveryone, ApiBody, ApiConsumes, ApiTags, Gives, HttpProblem, Refuses, TakesRaw, uploaded } from '#http';
import type { Witness } from '#ledger';

/** Undefined where this Homeward watches nobody's log. */
export const WITNESS = Symbol('witness');

const MAX_BYTES = 1_100_000;

/** Other organisations' logs, watched by this one (C2SP tlog-witness). */
@ApiTags('audit')
@Controller('witness')
export class WitnessController {
  constructor(@Inject(WITNESS) private readonly witness: Witness | null) {}

  /** Cosigns a checkpoint of a log that this witness watches, where the log has only grown (C2SP tlog-witness). */
  @Post('add-checkpoint')
  @AllowEveryone()
  @TakesRaw()
  @ApiConsumes('text/plain')
  @ApiBody({ schema: { type: 'string', description: 'The size that was cosigned last, a proof, and the checkpoint.' } })
  @Gives('text/plain', 'The cosignature (C2SP tlog-cosignature).')
  @Refuses({ 404: ['not-a-witness'], 413: ['too-large'] })
  async addCheckpoint(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (this.witness === null) {
      throw new HttpProblem(404, 'not-a-witness', 'This server witnesses no logs', {
        detail: 'It has no logs to watch: WITNESSED_LOGS names them.',
      });
    }
    const { status, contentType, body } = await this.witness.addCheckpoint(
      (await uploaded(request, MAX_BYTES)).toString(),
    );
    void reply.code(status).header('content-type', contentType).header('cache-control', 'no-store').send(body);
  }
}
