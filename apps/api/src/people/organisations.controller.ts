import { Controller, Get, HttpCode, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, type Organisation } from '#access';
import { AllowAdministrators, AllowCallers, ApiTags, Fresh, HttpProblem, JsonBody, Refuses } from '#http';
import { NotedAs } from '../audit/noted-as.js';
import { NameOrganisation } from './people.dto.js';

/** In the order in which they came. */
export interface OrganisationList {
  readonly rows: readonly Organisation[];
}

@ApiTags('people')
@Controller('api/v1/organisations')
export class OrganisationsController {
  constructor(private readonly access: Access) {}

  /** Lists the organisations that work on this server. */
  @Get()
  @NotedAs('nothing')
  @AllowCallers()
  async list(): Promise<OrganisationList> {
    return { rows: await this.access.organisations.list() };
  }

  /** Shows an organisation. */
  @Get(':id')
  @NotedAs('nothing')
  @Refuses({ 404: ['organisation-not-found'] })
  @AllowCallers()
  async show(@Param('id') id: string): Promise<Organisation> {
    return (await this.access.organisations.find(id)) ?? unknown(id);
  }

  /** Makes an organisation, which has nobody yet. For those who run the server. */
  @Post()
  @HttpCode(201)
  @Fresh()
  @Refuses({ 403: ['not-of-your-organisation'], 409: ['organisation-name-taken'] })
  @AllowAdministrators()
  async create(
    @JsonBody() { name }: NameOrganisation,
    @Req() { caller }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Organisation> {
    if (caller!.administers !== 'all') throw NOT_YOURS;
    const made = (await this.access.organisations.create(name)) ?? taken(name);
    void reply.header('location', `/api/v1/organisations/${made.id}`);
    return made;
  }

  /** Gives an organisation another name. Its id, and all that it did, stays. */
  @Patch(':id')
  @Fresh()
  @Refuses({
    403: ['not-of-your-organisation'],
    404: ['organisation-not-found'],
    409: ['organisation-name-taken'],
  })
  @AllowAdministrators()
  async rename(
    @Param('id') id: string,
    @JsonBody() { name }: NameOrganisation,
    @Req() { caller }: FastifyRequest,
  ): Promise<Organisation> {
    await this.show(id);
    const { administers } = caller!;
    if (administers !== 'all' && !administers.includes(id)) throw NOT_YOURS;
    if (!(await this.access.organisations.rename(id, name))) taken(name);
    return this.show(id);
  }
}

function unknown(id: string): never {
  throw new HttpProblem(404, 'organisation-not-found', 'There is no such organisation', {
    detail: `No organisation has the id ${id}.`,
  });
}

function taken(name: string): never {
  throw new HttpProblem(409, 'organisation-name-taken', 'Another organisation has that name', {
    detail: `An organisation is called ${name} already.`,
  });
}

const NOT_YOURS = new HttpProblem(
  403,
  'not-of-your-organisation',
  'This is for the organisation that runs the server',
  {
    detail: 'Its administrators make organisations; those of another one name their own.',
  },
);
