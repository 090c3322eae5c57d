import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, type Caller, type NewInvitation, type Person } from '#access';
import { Allow, ApiTags, Fresh, HttpProblem, JsonBody, Refuses } from '#http';
import { PublicAddress } from '../sign-in/public-address.js';
import { GiveRoles, InvitePerson } from './people.dto.js';

/** In the order in which they came. */
export interface PersonList {
  readonly rows: readonly Person[];
}

/** An invitation, shown this once: it goes to the person by hand, as a link or on paper. */
export interface InvitationMade {
  readonly token: string;
  /** The page where it is accepted. */
  readonly link: string;
  /** RFC 3339. */
  readonly expiresAt: string;
}

/** A person, and the invitation to join. */
export interface PersonInvited {
  readonly person: Person;
  readonly invitation: InvitationMade;
}

@ApiTags('people')
@Controller('api/v1/people')
export class PeopleController {
  constructor(
    private readonly access: Access,
    private readonly address: PublicAddress,
  ) {}

  /** Lists the people of one's organisation, or of all for those who run the server. */
  @Get()
  @Allow('administrator')
  async list(@Req() { caller }: FastifyRequest): Promise<PersonList> {
    return { rows: await this.access.people.list(await this.reach(caller!)) };
  }

  /** Makes a person and an invitation, shown this once, to choose what to sign in with within 72 hours. */
  @Post()
  @Fresh()
  @Refuses({ 404: ['organisation-not-found'] })
  @Allow('administrator')
  async create(
    @JsonBody() { name, roles, organisation }: InvitePerson,
    @Req() { caller }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonInvited> {
    const into = await this.within(caller!, organisation);
    const id = await this.access.people.create({ name, organisation: into, roles });
    void reply.header('location', `/api/v1/people/${id}`);
    return this.invited(id, reply);
  }

  /** Shows a person. */
  @Get(':id')
  @Refuses({ 404: ['person-not-found'] })
  @Allow('administrator')
  async show(@Param('id') id: string, @Req() { caller }: FastifyRequest): Promise<Person> {
    return this.find(caller!, id);
  }

  /** Invites a person again, who lost what he signed in with, or was disabled. His sessions end at once. */
  @Post(':id/invite')
  @HttpCode(200)
  @Fresh()
  @Refuses({ 404: ['person-not-found'] })
  @Allow('administrator')
  async invite(
    @Param('id') id: string,
    @Req() { caller }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonInvited> {
    await this.find(caller!, id);
    return this.invited(id, reply);
  }

  /** Lets a person in no longer. His sessions end at once; what he did stays. */
  @Post(':id/disable')
  @HttpCode(200)
  @Fresh()
  @Refuses({ 404: ['person-not-found'], 409: ['not-yourself'] })
  @Allow('administrator')
  async disable(@Param('id') id: string, @Req() { caller }: FastifyRequest): Promise<Person> {
    await this.find(caller!, id);
    notYourself(caller!, id);
    await this.access.disable(id);
    return this.find(caller!, id);
  }

  /** Says what a person may do in an organisation. His sessions end: he signs in with the new roles. */
  @Post(':id/roles')
  @HttpCode(200)
  @Fresh()
  @Refuses({ 404: ['person-not-found', 'organisation-not-found'], 409: ['not-yourself'] })
  @Allow('administrator')
  async giveRoles(
    @Param('id') id: string,
    @JsonBody() { roles, organisation }: GiveRoles,
    @Req() { caller }: FastifyRequest,
  ): Promise<Person> {
    await this.find(caller!, id);
    notYourself(caller!, id);
    await this.access.giveRoles(id, await this.within(caller!, organisation), roles);
    return (await this.access.people.find(id))!;
  }

  private async invited(id: string, reply: FastifyReply): Promise<PersonInvited> {
    const invitation = await this.access.invite(id);
    void reply.header('cache-control', 'no-store');
    return { person: (await this.access.people.find(id))!, invitation: this.made(invitation) };
  }

  private made({ token, expiresAt }: NewInvitation): InvitationMade {
    return { token, link: this.address.linkTo(token), expiresAt };
  }

  /** Whose people a caller administers: one organisation's, or undefined for everybody's. */
  private async reach({ session, organisation }: Caller): Promise<string | undefined> {
    if (session === null || organisation === null) return undefined;
    return (await this.access.organisations.ofServer()).id === organisation ? undefined : organisation;
  }

  /** The organisation that a request is about. @throws HttpProblem for one that the caller does not administer */
  private async within(caller: Caller, asked: string | undefined): Promise<string> {
    const reach = await this.reach(caller);
    const own = reach ?? (await this.access.organisations.ofServer()).id;
    if (asked === undefined || asked === own) return own;
    if (reach === undefined && (await this.access.organisations.find(asked)) !== undefined) return asked;
    throw new HttpProblem(404, 'organisation-not-found', 'There is no such organisation', {
      detail: `No organisation has the id ${asked}.`,
    });
  }

  private async find(caller: Caller, id: string): Promise<Person> {
    const reach = await this.reach(caller);
    const person = await this.access.people.find(id);
    // Somebody else's people look like nobody.
    if (person !== undefined && (reach === undefined || person.organisations.some((one) => one.id === reach)))
      return person;
    throw new HttpProblem(404, 'person-not-found', 'There is no such person', {
      detail: `No person has the id ${id}.`,
    });
  }
}

/** So that there is always an administrator left, and nobody gives himself more. */
function notYourself({ actor }: Caller, id: string): void {
  if (actor !== id) return;
  throw new HttpProblem(409, 'not-yourself', 'Another administrator has to do that', {
    detail: 'Nobody disables himself or changes his own roles.',
  });
}
