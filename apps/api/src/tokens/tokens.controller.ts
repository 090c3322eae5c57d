import { Controller, Delete, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { TokenStore, type NewToken, type Token } from '#access';
import { Allow, ApiTags, HttpProblem, JsonBody } from '#http';
import { CreateToken } from './create-token.dto.js';
import { NotedAs } from '../audit/noted-as.js';

@ApiTags('tokens')
@Controller('api/v1/tokens')
export class TokensController {
  constructor(private readonly tokens: TokenStore) {}

  /** Makes a token. It is shown this once. */
  @Post()
  @NotedAs('token-created')
  @Allow('administrator')
  async create(@JsonBody() body: CreateToken, @Res({ passthrough: true }) reply: FastifyReply): Promise<NewToken> {
    const { expiresAt } = body;
    const token = await this.tokens.create({
      ...body,
      expiresAt: expiresAt ? new Date(expiresAt).toISOString() : null,
    });
    void reply.headers({ location: `/api/v1/tokens/${token.id}`, 'cache-control': 'no-store' });
    return token;
  }

  /** Lists all tokens, revoked and expired ones too; what is secret of them is not kept anywhere. */
  @Get()
  @Allow('administrator')
  async list(): Promise<{ readonly rows: readonly Token[] }> {
    return { rows: await this.tokens.list() };
  }

  /** Makes a token useless, at once and for good. */
  @Delete(':id')
  @HttpCode(204)
  @NotedAs('token-revoked')
  @Allow('administrator')
  async revoke(@Param('id') id: string): Promise<void> {
    if (await this.tokens.revoke(id)) return;
    throw new HttpProblem(404, 'token-not-found', 'There is no such token', { detail: `No token has the id ${id}.` });
  }
}
