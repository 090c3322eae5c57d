import { Controller, Delete, Get, HttpCode, Inject, Param, Patch, Put, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Access, type Caller, type Session } from '#access';
import { AllowCallers, AllowPeople, ApiTags, EVENT_SOURCE, HttpProblem, JsonBody, operationsOf, Refuses } from '#http';
import { manifest } from '#startup';
import { NotedAs } from '../audit/noted-as.js';
import { DescribeMe } from './me.dto.js';

/** What a caller may do in an organisation. */
export interface MyOrganisation {
  /** Null where a token names an organisation that is not one of this server. */
  readonly id: string | null;
  readonly name: string;
  readonly roles: readonly string[];
}

/** Who asks, and what he may. */
export interface Me {
  /** As records and activities name him. */
  readonly id: string;
  readonly kind: 'person' | 'service';
  readonly name: string;
  /** BCP 47; null where none was chosen. */
  readonly language: string | null;
  readonly organisations: readonly MyOrganisation[];
  /** Ids of the operations that may be called. */
  readonly operations: readonly string[];
  /** The cohorts that the person follows. */
  readonly followed: readonly string[];
  readonly server: ServerView;
}

/** The server that answers. */
export interface ServerView {
  readonly version: string;
  /** The installation, as events name their source. */
  readonly origin: string;
}

/** A session, as its person sees it. */
export interface MySession {
  readonly id: string;
  /** The browser, in a few words. */
  readonly device: string;
  /** True for the one that asks. */
  readonly isThis: boolean;
  /** RFC 3339 instants. */
  readonly signedInAt: string;
  readonly lastUsedAt: string;
  readonly endsAt: string;
}

/** The newest first. */
export interface MySessions {
  readonly rows: readonly MySession[];
}

/** The cohorts that a person follows. */
export interface FollowedCohorts {
  readonly followed: readonly string[];
}

@ApiTags('me')
@Controller('api/v1/me')
export class MeController {
  private readonly version = manifest().version;

  constructor(
    private readonly access: Access,
    @Inject(EVENT_SOURCE) private readonly source: string,
  ) {}

  /** Says who asks, with a token or a session, and what he may. */
  @Get()
  @NotedAs('nothing')
  @AllowCallers()
  async show(@Req() { caller }: FastifyRequest): Promise<Me> {
    const server = { version: this.version, origin: this.source };
    const operations = operationsOf(caller!);
    if (caller!.session === null) return { ...programOf(caller!), operations, followed: [], server };
    const { people } = this.access;
    const { id, name, language, organisations: held } = (await people.find(caller!.actor))!;
    const organisations = held.map((one): MyOrganisation => ({ id: one.id, name: one.name, roles: one.roles }));
    const followed = await people.followed(id);
    return { id, kind: 'person', name, language, organisations, operations, followed, server };
  }

  /** Says one's name, and the language of pages. */
  @Patch()
  @AllowPeople()
  async describe(@JsonBody() body: DescribeMe, @Req() request: FastifyRequest): Promise<Me> {
    await this.access.people.describe(request.caller!.actor, body);
    return this.show(request);
  }

  /** Follows a cohort. */
  @Put('followed/:cohortId')
  @AllowPeople()
  async follow(@Param('cohortId') cohort: string, @Req() { caller }: FastifyRequest): Promise<FollowedCohorts> {
    const { people } = this.access;
    await people.follow(caller!.actor, cohort);
    return { followed: await people.followed(caller!.actor) };
  }

  /** Follows a cohort no longer. */
  @Delete('followed/:cohortId')
  @HttpCode(204)
  @AllowPeople()
  async unfollow(@Param('cohortId') cohort: string, @Req() { caller }: FastifyRequest): Promise<void> {
    await this.access.people.unfollow(caller!.actor, cohort);
  }

  /** Lists where one is signed in. */
  @Get('sessions')
  @NotedAs('nothing')
  @AllowPeople()
  sessions(@Req() { caller }: FastifyRequest): MySessions {
    const { id, person } = caller!.session!;
    return { rows: this.access.sessions.list(person).map((session) => viewOf(session, id)) };
  }

  /** Ends one's session on a device, at once. */
  @Delete('sessions/:id')
  @HttpCode(204)
  @Refuses({ 404: ['session-not-found'] })
  @AllowPeople()
  async end(@Param('id') id: string, @Req() { caller }: FastifyRequest): Promise<void> {
    if (await this.access.sessions.end(caller!.actor, id)) return;
    throw new HttpProblem(404, 'session-not-found', 'There is no such session', {
      detail: `You are not signed in with the id ${id}.`,
    });
  }

  /** Ends one's sessions on all devices but this one. */
  @Delete('sessions')
  @HttpCode(204)
  @AllowPeople()
  async endOthers(@Req() { caller }: FastifyRequest): Promise<void> {
    const { id, person } = caller!.session!;
    await this.access.sessions.endAll(person, id);
  }
}

function programOf({
  actor,
  organisation,
  roles,
}: Caller): Pick<Me, 'id' | 'kind' | 'name' | 'language' | 'organisations'> {
  const organisations = organisation === null ? [] : [{ id: null, name: organisation, roles }];
  return { id: actor, kind: 'service', name: actor, language: null, organisations };
}

function viewOf({ id, device, madeAt, lastSeenAt, endsAt }: Session, current: string): MySession {
  return { id, device, isThis: id === current, signedInAt: madeAt, lastUsedAt: lastSeenAt, endsAt };
}
