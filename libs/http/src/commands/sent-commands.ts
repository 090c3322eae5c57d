import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { problemOf } from '../problems/problem-of.js';
import { HttpProblem } from '../problems/problem.js';
import type { BatchedAnswer, BatchedCommand, CommandBatch, CommandBatchAnswer } from './command-batch.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The operation of a route that takes a command: `Cohorts.markInTransit`. */
    command?: string;
  }
}

/** What each command of a batch says itself, or what is about the batch as it was sent. */
const NOT_HANDED_ON =
  /^(?:content-|accept|if-|idempotency-key$|written-at$|connection$|transfer-encoding$|expect$|te$|trailer$|upgrade$)/;

/**
 * Sends the commands of a batch to this server, each as a request of its own, one after the other: it is let in, checked,
 * decided, noted and answered where it would be if it came alone. There is no second way.
 */
@Injectable()
export class SentCommands {
  private readonly fastify: FastifyInstance;
  /** The addresses of commands, by their operations. */
  private readonly patterns = new Map<string, string>();

  constructor({ httpAdapter }: HttpAdapterHost) {
    this.fastify = httpAdapter.getInstance<FastifyInstance>();
    this.fastify.addHook('onRoute', ({ url, config }) => {
      if (config?.command !== undefined) this.patterns.set(config.command, url);
    });
  }

  /** Does what a batch asks for. A command that is refused does not keep those after it from being tried. */
  async send({ commands }: CommandBatch, request: FastifyRequest): Promise<CommandBatchAnswer> {
    const answers: BatchedAnswer[] = [];
    for (const command of commands) answers.push(await this.sendOne(command, request));
    return { answers };
  }

  private async sendOne(command: BatchedCommand, request: FastifyRequest): Promise<BatchedAnswer> {
    const { key, body } = command;
    const url = this.addressOf(command);
    if (url === undefined) {
      const problem = problemOf(noCommand(command));
      const details = problem.toDetails(command.path ?? '/api/v1/commands');
      return { key, status: problem.status, location: null, retryAfter: null, body: details };
    }
    const headers = headersOf(command, request);
    const remoteAddress = request.raw.socket.remoteAddress;
    const answer = await this.fastify.inject({ method: 'POST', url, headers, payload: body, remoteAddress });
    const { location, 'retry-after': retryAfter } = answer.headers;
    return {
      key,
      status: answer.statusCode,
      location: typeof location === 'string' ? location : null,
      retryAfter: retryAfter === undefined ? null : Number(retryAfter),
      body: answer.json<object>(),
    };
  }

  /** Undefined where no command has such an address, or such a name. */
  private addressOf({ path, operation, id }: BatchedCommand): string | undefined {
    if (path !== undefined && path !== null) {
      return [...this.patterns.values()].some((pattern) => fits(pattern, path)) ? path : undefined;
    }
    const pattern = this.patterns.get(operation!);
    if (pattern === undefined || pattern.includes('/:id') !== (id !== undefined && id !== null)) return undefined;
    return pattern.replace(':id', id ?? '');
  }
}

function headersOf({ key, revision, writtenAt }: BatchedCommand, request: FastifyRequest): Record<string, string> {
  const handedOn = Object.entries(request.headers).filter(([name]) => !NOT_HANDED_ON.test(name));
  return {
    ...(Object.fromEntries(handedOn) as Record<string, string>),
    'content-type': 'application/json',
    'idempotency-key': key,
    ...(revision !== undefined && revision !== null && { 'if-match': `"${revision}"` }),
    ...(writtenAt !== undefined && writtenAt !== null && { 'written-at': writtenAt }),
  };
}

/** Whether a path is of a pattern such as `/api/v1/cohorts/:id/split-cohort`. */
function fits(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  return wanted.length === given.length && wanted.every((part, index) => part === ':id' || part === given[index]);
}

function noCommand({ path, operation }: BatchedCommand): HttpProblem {
  return new HttpProblem(404, 'command-not-found', 'There is no such command', {
    detail: `${path ?? operation!} takes no command${path === undefined ? ' so, with or without an id' : ''}.`,
  });
}
