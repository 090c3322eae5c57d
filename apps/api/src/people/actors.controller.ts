import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Access, type ActorName } from '#access';
import { AllowCallers, ApiTags, QueryParams } from '#http';
import { NotedAs } from '../audit/noted-as.js';
import { ActorsQuery } from './actors-query.dto.js';

/** In the order in which they were asked for. */
export interface ActorList {
  readonly rows: readonly ActorName[];
}

@ApiTags('people')
@Controller('api/v1/actors')
export class ActorsController {
  constructor(private readonly access: Access) {}

  /** Says who the actors of entries are, as far as one may know. A person who was removed is `isFormer`, without a name. */
  @Get()
  @NotedAs('nothing')
  @AllowCallers()
  async list(@QueryParams() { ids }: ActorsQuery, @Req() { caller }: FastifyRequest): Promise<ActorList> {
    return { rows: await this.access.names.of(ids, caller!) };
  }
}
