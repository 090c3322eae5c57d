import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, purposeOf, type Invitation, type PublicKeyCredentialCreationOptionsJSON } from '#access';
import { AllowVisitors, ApiTags, JsonBody, Refuses } from '#http';
import { NotedAs } from '../audit/noted-as.js';
import { keepSession, originOf } from './browser.js';
import { AcceptInvitation, LookAtInvitation } from './invitations.dto.js';
import { oneOf, viewOf } from './session.controller.js';
import type { SessionView } from './session-view.js';

/** What an invitation asks to. */
export type InvitationView = Omit<Invitation, 'person'>;

/** An invitation's token never stands in an address, where proxies and histories would keep it. */
@ApiTags('session')
@Controller('api/v1/invitations')
export class InvitationsController {
  constructor(private readonly access: Access) {}

  /** Says what an invitation is to, and whether a second factor will be needed. */
  @Post('look')
  @HttpCode(200)
  @NotedAs('sign-in')
  @Refuses({ 403: ['cross-site'], 404: ['invitation-unknown'], 503: ['stopping'] })
  @AllowVisitors()
  async look(
    @JsonBody() { invitation }: LookAtInvitation,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<InvitationView> {
    const { person: _, ...view } = await this.access.invitations.look(invitation);
    void reply.header('cache-control', 'no-store');
    return view;
  }

  /** What a browser makes a passkey by, to accept an invitation with it. */
  @Post('passkey-options')
  @HttpCode(200)
  @NotedAs('sign-in')
  @Refuses({ 403: ['cross-site'], 404: ['invitation-unknown'], 503: ['sign-in-busy', 'stopping'] })
  @AllowVisitors()
  async passkeyOptions(
    @JsonBody() { invitation }: LookAtInvitation,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const { person: id, name } = await this.access.invitations.look(invitation);
    void reply.header('cache-control', 'no-store');
    return this.access.passkeys.creation({ id, login: name, name }, purposeOf(invitation));
  }

  /** Accepts an invitation, once, and signs in. What the person signed in with before lets in no longer. */
  @Post('accept')
  @HttpCode(200)
  @NotedAs('sign-in')
  @Refuses({
    403: ['cross-site'],
    404: ['invitation-unknown'],
    409: ['login-taken', 'passkey-refused'],
    503: ['sign-in-busy', 'stopping'],
  })
  @AllowVisitors()
  async accept(
    @JsonBody() { invitation, login, name, password, passkey }: AcceptInvitation,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const { signIn } = this.access;
    if ((password === undefined) === (passkey === undefined)) throw oneOf('password', 'passkey');
    const progress =
      passkey === undefined
        ? await signIn.accept(invitation, { login, name, password: password! }, originOf(request))
        : await signIn.acceptWithPasskey(invitation, { login, name, passkey }, originOf(request));
    keepSession(reply, progress);
    return viewOf(this.access, progress.session);
  }
}
