import { Controller, Delete, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { NamedAsPerson, TokenStore, TooLongLife, type NewToken, type Token } from '#access';
import { Allow, ApiTags, Fresh, HttpProblem, Invalid, JsonBody, Refuses } from '#http';
import { CreateToken } from './create-token.dto.js';
import { NotedAs } from '../audit/noted-as.js';

/** All tokens, the oldest first. */
export interface TokenList {
  readonly rows: readonly Token[];
}

@ApiTags('tokens')
@Controller('api/v1/tokens')
export class TokensController {
  constructor(private readonly tokens: TokenStore) {}

  /** Makes a token. It is shown this once. */
  @Post()
  @NotedAs('token-created')
  @Fresh()
  @Allow('administrator')
  async create(@JsonBody() body: CreateToken, @Res({ passthrough: true }) reply: FastifyReply): Promise<NewToken> {
    const token = await this.tokens.create(body).catch((error: unknown) => {
      if (error instanceof NamedAsPerson) {
        throw new Invalid([{ pointer: '/owner', code: 'named-as-person', detail: error.message }]);
      }
      if (!(error instanceof TooLongLife)) throw error;
      throw new Invalid([{ pointer: '/expiresAt', code: 'too-late', detail: error.message }]);
    });
    void reply.headers({ location: `/api/v1/tokens/${token.id}`, 'cache-control': 'no-store' });
    return token;
  }

  /** Lists all tokens, revoked and expired ones too; what is secret of them is not kept anywhere. */
  @Get()
  @Allow('administrator')
  async list(): Promise<TokenList> {
    return { rows: await this.tokens.list() };
  }

  /** Makes a new secret for a token, shown this once. The one before ends at once; the token is good for as long again. */
  @Post(':id/rotate')
  @Refuses({ 404: ['token-not-found'] })
  @Fresh()
  @HttpCode(200)
  @Allow('administrator')
  async rotate(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<NewToken> {
    const token = (await this.tokens.rotate(id)) ?? unknown(id);
    void reply.header('cache-control', 'no-store');
    return token;
  }

  /** Makes a token useless, at once and for good. */
  @Delete(':id')
  @HttpCode(204)
  @NotedAs('token-revoked')
  @Refuses({ 404: ['token-not-found'] })
  @Allow('administrator')
  async revoke(@Param('id') id: string): Promise<void> {
    if (!(await this.tokens.revoke(id))) unknown(id);
  }
}

function unknown(id: string): never {
  throw new HttpProblem(404, 'token-not-found', 'There is no such token', {
    detail: `No token has the id ${id}, or it is revoked.`,
  });
}
