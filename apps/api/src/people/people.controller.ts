import { Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, type Caller, type NewInvitation, type Person } from '#access';
import { AllowAdministrators, ApiTags, Fresh, HttpProblem, JsonBody, Refuses } from '#http';
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
  @AllowAdministrators()
  async list(@Req() { caller }: FastifyRequest): Promise<PersonList> {
    const { administers } = caller!;
    return { rows: await this.access.people.list(administers === 'all' ? undefined : administers) };
  }

  /** Makes a person and an invitation, shown this once, to choose what to sign in with within 72 hours. */
  @Post()
  @Fresh()
  @Refuses({ 404: ['organisation-not-found'] })
  @AllowAdministrators()
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
  @AllowAdministrators()
  async show(@Param('id') id: string, @Req() { caller }: FastifyRequest): Promise<Person> {
    return this.find(caller!, id);
  }

  /** Invites a person again, who lost what he signed in with, or was disabled. His sessions end at once. */
  @Post(':id/invite')
  @HttpCode(200)
  @Fresh()
  @Refuses({ 404: ['person-not-found'], 409: ['also-elsewhere'] })
  @AllowAdministrators()
  async invite(
    @Param('id') id: string,
    @Req() { caller }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonInvited> {
    await this.findWhole(caller!, id);
    return this.invited(id, reply);
  }

  /** Lets a person in no longer. His sessions end at once; what he did stays. */
  @Post(':id/disable')
  @HttpCode(200)
  @Fresh()
  @Refuses({ 404: ['person-not-found'], 409: ['not-yourself', 'also-elsewhere'] })
  @AllowAdministrators()
  async disable(@Param('id') id: string, @Req() { caller }: FastifyRequest): Promise<Person> {
    await this.findWhole(caller!, id);
    notYourself(caller!, id);
    await this.access.disable(id);
    return this.find(caller!, id);
  }

  /** Forgets a person: name, login, all that he signs in with. What he did stays, by a former member. */
  @Delete(':id')
  @HttpCode(204)
  @Fresh()
  @Refuses({ 404: ['person-not-found'], 409: ['not-yourself', 'also-elsewhere'] })
  @AllowAdministrators()
  async forget(@Param('id') id: string, @Req() { caller }: FastifyRequest): Promise<void> {
    await this.findWhole(caller!, id);
    notYourself(caller!, id);
    await this.access.forget(id);
  }

  /** Says what a person may do in an organisation. His sessions end: he signs in with the new roles. */
  @Post(':id/roles')
  @HttpCode(200)
  @Fresh()
  @Refuses({ 404: ['person-not-found', 'organisation-not-found'], 409: ['not-yourself'] })
  @AllowAdministrators()
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

  /** The organisation that a request is about. @throws HttpProblem for one that the caller does not administer */
  private async within({ administers }: Caller, asked: string | undefined): Promise<string> {
    const { organisations } = this.access;
    const own = administers === 'all' ? (await organisations.ofServer()).id : administers[0]!;
    const id = asked ?? own;
    const isHis = administers === 'all' ? (await organisations.find(id)) !== undefined : administers.includes(id);
    if (isHis) return id;
    throw new HttpProblem(404, 'organisation-not-found', 'There is no such organisation', {
      detail: `No organisation has the id ${id}.`,
    });
  }

  /** @throws HttpProblem for somebody who works in no organisation that the caller administers: he looks like nobody */
  private async find({ administers }: Caller, id: string): Promise<Person> {
    const person = await this.access.people.find(id);
    const isHis = administers === 'all' || person?.organisations.some((one) => administers.includes(one.id));
    if (person !== undefined && isHis) return person;
    throw new HttpProblem(404, 'person-not-found', 'There is no such person', {
      detail: `No person has the id ${id}.`,
    });
  }

  /**
   * The same for what concerns the person as a whole: an invitation makes whoever opens it that person, everywhere.
   * @throws HttpProblem for somebody who works in another organisation, too
   */
  private async findWhole(caller: Caller, id: string): Promise<Person> {
    const person = await this.find(caller, id);
    const { administers } = caller;
    if (administers === 'all' || person.organisations.every((one) => administers.includes(one.id))) return person;
    throw new HttpProblem(409, 'also-elsewhere', 'This person works in another organisation, too', {
      detail: 'Only who runs the server can do that. You can take your own roles back.',
    });
  }
}

/** So that there is always an administrator left, and nobody gives himself more. */
function notYourself({ actor }: Caller, id: string): void {
  if (actor !== id) return;
  throw new HttpProblem(409, 'not-yourself', 'Another administrator has to do that', {
    detail: 'Nobody disables or forgets himself, or changes his own roles.',
  });
}
