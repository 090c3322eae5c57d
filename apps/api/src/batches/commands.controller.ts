import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Allow, ApiTags, CommandBatch, CommandBatchAnswer, JsonBody, SentCommands } from '#http';
import { NotedAs } from '../audit/noted-as.js';

@ApiTags('commands')
@Controller('api/v1/commands')
export class CommandsController {
  constructor(private readonly sent: SentCommands) {}

  /**
   * Does up to 20 commands, one after the other, each as if it had been sent alone, and answers each on its own: one that is
   * refused does not keep those after it from being done. For what was written without a line, in one round trip.
   */
  @Post()
  @HttpCode(200)
  @NotedAs('nothing')
  @Allow('caseworker', 'administrator')
  send(@JsonBody() batch: CommandBatch, @Req() request: FastifyRequest): Promise<CommandBatchAnswer> {
    return this.sent.send(batch, request);
  }
}
