import { Controller, Delete, Get, HttpCode, Param, Post, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  Access,
  AccessRefused,
  purposeOf,
  type CredentialList,
  type PublicKeyCredentialCreationOptionsJSON,
  type Session,
} from '#access';
import { AllowPeople, ApiTags, Fresh, HttpProblem, JsonBody, Refuses } from '#http';
import { NotedAs } from '../audit/noted-as.js';
import { keepSession, originOf } from './browser.js';
import { AddPasskey, ChoosePassword, ConfirmTotp } from './me.dto.js';
import { viewOf } from './session.controller.js';
import type { SessionView } from './session-view.js';

/** What an authenticator app takes in, shown this once. */
export interface NewTotp {
  /** Base 32. */
  readonly secret: string;
  /** `otpauth://`, to be shown as a QR code. */
  readonly uri: string;
}

/** Codes that stand in for a lost second factor, each once. Shown this once. */
export interface RecoveryCodes {
  readonly codes: readonly string[];
}

@ApiTags('me')
@Controller('api/v1/me')
export class MyCredentialsController {
  constructor(private readonly access: Access) {}

  /** Says what one can sign in with. */
  @Get('credentials')
  @NotedAs('nothing')
  @AllowPeople()
  async list(@Req() { caller }: FastifyRequest): Promise<CredentialList> {
    return this.access.credentials.list(caller!.actor);
  }

  /** Chooses another password. One's sessions on other devices end. */
  @Put('password')
  @Fresh()
  @Refuses({ 503: ['sign-in-busy'] })
  @AllowPeople()
  async password(
    @JsonBody() { password }: ChoosePassword,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const { credentials, people } = this.access;
    const session = request.caller!.session!;
    const { name, login } = (await people.find(session.person))!;
    await credentials.setPassword(session.person, await credentials.prepare(password, [name, login ?? '']));
    return this.changed(session, request, reply);
  }

  /** Begins one-time codes: they count once one of them has been sent to `/me/totp/confirm`. */
  @Post('totp')
  @HttpCode(200)
  @Fresh()
  @AllowPeople({ beforeSecondFactor: true })
  async beginTotp(
    @Req() { caller }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NewTotp> {
    const session = mayEnrol(caller!.session!);
    const { login } = (await this.access.people.find(session.person))!;
    void reply.header('cache-control', 'no-store');
    return this.access.credentials.beginTotp(session.person, login ?? '');
  }

  /** Shows that the authenticator app has the secret: its codes are a second factor from now on. */
  @Post('totp/confirm')
  @HttpCode(200)
  @Refuses({ 409: ['totp-not-begun', 'totp-refused'] })
  @AllowPeople({ beforeSecondFactor: true })
  async confirmTotp(
    @JsonBody() { totp }: ConfirmTotp,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const session = mayEnrol(request.caller!.session!);
    await this.access.credentials.confirmTotp(session.person, totp);
    return this.changed(session, request, reply);
  }

  /** Takes one-time codes away, where another second factor is left or none is needed. */
  @Delete('totp')
  @HttpCode(204)
  @Fresh()
  @Refuses({ 409: ['second-factor-needed'] })
  @AllowPeople()
  async removeTotp(@Req() { caller }: FastifyRequest): Promise<void> {
    const { credentials, signIn } = this.access;
    const person = caller!.actor;
    const { passkeys } = await credentials.list(person);
    if (passkeys.length === 0 && (await signIn.needsSecondFactor(person)))
      throw new AccessRefused('second-factor-needed');
    await credentials.removeTotp(person);
  }

  /** What a browser makes a passkey by. */
  @Post('passkeys/options')
  @HttpCode(200)
  @Fresh()
  @Refuses({ 503: ['sign-in-busy'] })
  @AllowPeople({ beforeSecondFactor: true })
  async passkeyOptions(
    @Req() { caller }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const { id, person } = mayEnrol(caller!.session!);
    const { login, name } = (await this.access.people.find(person))!;
    void reply.header('cache-control', 'no-store');
    return this.access.passkeys.creation({ id: person, login: login ?? name, name }, purposeOf(id));
  }

  /** Adds a passkey: it is both factors. */
  @Post('passkeys')
  @HttpCode(200)
  @Refuses({ 409: ['passkey-refused'] })
  @AllowPeople({ beforeSecondFactor: true })
  async addPasskey(
    @JsonBody() { name, response }: AddPasskey,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const session = mayEnrol(request.caller!.session!);
    const { passkeys } = this.access;
    await passkeys.keep(session.person, name, await passkeys.prove(response, purposeOf(session.id)));
    return this.changed(session, request, reply);
  }

  /** Takes a passkey away, where one can still sign in without it. */
  @Delete('passkeys/:id')
  @HttpCode(204)
  @Fresh()
  @Refuses({ 404: ['passkey-not-found'], 409: ['second-factor-needed'] })
  @AllowPeople()
  async removePasskey(@Param('id') id: string, @Req() { caller }: FastifyRequest): Promise<void> {
    const { credentials, passkeys: kept, signIn } = this.access;
    const { password, totp, passkeys } = await credentials.list(caller!.actor);
    const needsTwo = await signIn.needsSecondFactor(caller!.actor);
    const isLast = passkeys.length === 1 && passkeys[0]!.id === id;
    if (isLast && (password === null || (needsTwo && totp === null))) throw new AccessRefused('second-factor-needed');
    if (await kept.remove(caller!.actor, id)) return;
    throw new HttpProblem(404, 'passkey-not-found', 'There is no such passkey', {
      detail: 'You have no passkey with that id.',
    });
  }

  /** Makes ten recovery codes, shown this once. Those before are of no use any longer. */
  @Post('recovery-codes')
  @HttpCode(200)
  @Fresh()
  @AllowPeople()
  async recoveryCodes(
    @Req() { caller }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecoveryCodes> {
    void reply.header('cache-control', 'no-store');
    return { codes: await this.access.credentials.newRecoveryCodes(caller!.actor) };
  }

  /** What the person signs in with has changed: other devices sign in again, and this one has a new session. */
  private async changed(session: Session, request: FastifyRequest, reply: FastifyReply): Promise<SessionView> {
    await this.access.sessions.endAll(session.person, session.id);
    const progress = await this.access.signIn.enrolled(session, originOf(request));
    keepSession(reply, progress);
    return viewOf(this.access, progress.session);
  }
}

/** A second factor that exists is given, and not set up again. @throws AccessRefused */
function mayEnrol(session: Session): Session {
  if (session.stage === 'second-factor') throw new AccessRefused('session-ended');
  return session;
}
