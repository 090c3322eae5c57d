import { Controller, Get, Req } from '@nestjs/common';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsString, Length } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { Access, type ActorName } from '#access';
import { AllowCallers, ApiTags, QueryParams } from '#http';
import { NotedAs } from '../audit/noted-as.js';

/** Who did something. */
export class ActorsQuery {
  /** What entries and activities name as their actor: up to 100, repeated. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  ids!: string[];
}

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
