import { Controller, Get, type Type } from '@nestjs/common';
import type { Read } from '#reports';
import { Allow } from '../auth/allow.js';
import { Refuses } from '../openapi/answers.js';
import { ApiOperation, ApiTags } from '../openapi/described-later.js';
import { QueryParams } from './query-params.js';
import { QueryResponder } from './query-responder.js';

/** A route for each read. */
export function readControllers(reads: readonly Read[]): Type[] {
  return reads.map((read) => {
    const [group, name] = read.operation.split('.') as [string, string];
    @Controller(`api/v1/${read.path}`)
    class ReadController {
      constructor(private readonly responder: QueryResponder) {}

      [name](query: object): Promise<unknown> {
        return this.responder.answer(read, query);
      }
    }
    ApiTags(read.tag)(ReadController);
    Object.defineProperty(ReadController, 'name', { value: `${group}Controller` });
    const route = Object.getOwnPropertyDescriptor(ReadController.prototype, name)!;
    const decorators = [Get(), Allow(...read.readers), ApiOperation({ summary: read.about })];
    if (read.kind !== undefined) decorators.push(Refuses({ 404: [`${read.kind}-not-found`] }));
    for (const decorate of decorators) decorate(ReadController.prototype, name, route);
    QueryParams(read.query)(ReadController.prototype, name, 0);
    return ReadController;
  });
}
