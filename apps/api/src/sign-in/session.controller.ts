import { Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  Access,
  AccessRefused,
  SIGN_IN,
  type Progress,
  type PublicKeyCredentialRequestOptionsJSON,
  type Session,
} from '#access';
import { AllowVisitors, ApiTags, Invalid, JsonBody, Refuses } from '#http';
import { NotedAs } from '../audit/noted-as.js';
import { forgetSession, keepSession, originOf } from './browser.js';
import { ConfirmSignIn, GiveSecondFactor, SignInWithPasskey, SignInWithPassword } from './session.dto.js';
import { sessionView, type SessionView } from './session-view.js';

@ApiTags('session')
@Controller('api/v1/session')
export class SessionController {
  constructor(private readonly access: Access) {}

  /** Says how far one has come in signing in, and what is accepted next. */
  @Get()
  @Refuses({ 403: ['cross-site'], 503: ['stopping'] })
  @AllowVisitors()
  async show(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SessionView> {
    void reply.header('cache-control', 'no-store');
    return this.view(request.caller?.session ?? null);
  }

  /** Signs in with a password. Unknown accounts and wrong passwords are refused alike. */
  @Post()
  @HttpCode(200)
  @NotedAs('sign-in')
  @Refuses({
    401: ['sign-in-refused'],
    403: ['cross-site'],
    429: ['sign-in-delayed'],
    503: ['sign-in-busy', 'stopping'],
  })
  @AllowVisitors()
  async begin(
    @JsonBody() { login, password }: SignInWithPassword,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const signingIn = this.access.signIn.withPassword(login, password, originOf(request));
    return this.further(await this.instead(request, signingIn), reply);
  }

  /** What a browser signs in with a passkey by. It names nobody. */
  @Post('passkey/options')
  @HttpCode(200)
  @NotedAs('sign-in')
  @Refuses({ 403: ['cross-site'], 503: ['sign-in-busy', 'stopping'] })
  @AllowVisitors()
  async passkeyOptions(
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PublicKeyCredentialRequestOptionsJSON> {
    void reply.header('cache-control', 'no-store');
    return this.access.passkeys.request(SIGN_IN);
  }

  /** Signs in with a passkey, which is both factors. */
  @Post('passkey')
  @HttpCode(200)
  @NotedAs('sign-in')
  @Refuses({ 401: ['sign-in-refused'], 403: ['cross-site'], 503: ['stopping'] })
  @AllowVisitors()
  async passkey(
    @JsonBody() { response }: SignInWithPasskey,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    return this.further(
      await this.instead(request, this.access.signIn.withPasskey(response, originOf(request))),
      reply,
    );
  }

  /** Gives the second factor after the password. */
  @Post('second-factor')
  @HttpCode(200)
  @NotedAs('sign-in')
  @Refuses({
    401: ['second-factor-refused', 'session-ended'],
    403: ['cross-site'],
    429: ['sign-in-delayed'],
    503: ['stopping'],
  })
  @AllowVisitors()
  async secondFactor(
    @JsonBody() { totp, recoveryCode }: GiveSecondFactor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const factor = totp !== undefined ? { totp } : recoveryCode !== undefined ? { recoveryCode } : undefined;
    if (factor === undefined || (totp !== undefined && recoveryCode !== undefined)) throw oneOf('totp', 'recoveryCode');
    return this.further(
      await this.access.signIn.withSecondFactor(sessionOf(request), factor, originOf(request)),
      reply,
    );
  }

  /** Proves again who one is, for what needs it: making tokens, giving roles. */
  @Post('confirm')
  @HttpCode(200)
  @NotedAs('sign-in')
  @Refuses({
    401: ['sign-in-refused', 'session-ended'],
    403: ['cross-site'],
    429: ['sign-in-delayed'],
    503: ['sign-in-busy', 'stopping'],
  })
  @AllowVisitors()
  async confirm(
    @JsonBody() { password, totp, response }: ConfirmSignIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const session = sessionOf(request);
    const { signIn } = this.access;
    if ((password === undefined) === (response === undefined)) throw oneOf('password', 'response');
    const progress =
      response === undefined
        ? await signIn.confirm(session, password!, totp, originOf(request))
        : await signIn.confirmWithPasskey(session, response, originOf(request));
    return this.further(progress, reply);
  }

  /** Signs out: the session ends at once, wherever its cookie is. */
  @Delete()
  @HttpCode(204)
  @Refuses({ 403: ['cross-site'], 503: ['stopping'] })
  @AllowVisitors()
  async end(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const { session } = request.caller ?? {};
    if (session) await this.access.sessions.end(session.person, session.id);
    forgetSession(reply);
  }

  /** The browser holds one session: the one before would go on without anybody who could end it. */
  private async instead({ caller }: FastifyRequest, signingIn: Promise<Progress>): Promise<Progress> {
    const progress = await signingIn;
    const before = caller?.session;
    if (before) await this.access.sessions.end(before.person, before.id);
    return progress;
  }

  private async further(progress: Progress, reply: FastifyReply): Promise<SessionView> {
    keepSession(reply, progress);
    return this.view(progress.session);
  }

  private view(session: Session | null): Promise<SessionView> {
    return viewOf(this.access, session);
  }
}

/** How far the person of a session has come. */
export async function viewOf(access: Access, session: Session | null): Promise<SessionView> {
  if (session === null) return sessionView(null, undefined, { totp: null, passkeys: [], recoveryCodes: 0 });
  const { person } = session;
  return sessionView(session, await access.people.find(person), await access.credentials.list(person));
}

/** @throws AccessRefused `session-ended` */
function sessionOf({ caller }: FastifyRequest): Session {
  if (caller === null || caller.session === null) throw new AccessRefused('session-ended');
  return caller.session;
}

/** Two fields, of which a body must have one. */
export function oneOf(one: string, other: string): Invalid {
  return new Invalid([{ pointer: '', code: 'one-of-them', detail: `either ${one} or ${other} must be given` }]);
}
