import type { FastifyInstance } from 'fastify';
import { HttpProblem } from '../problems/problem.js';

/** Which methods each path has: for anyone who asks a known path with another one. */
export class KnownRoutes {
  private readonly methods = new Map<string, Set<string>>();

  constructor(fastify: FastifyInstance) {
    fastify.addHook('onRoute', ({ url, method }) => {
      const known = this.methods.get(url) ?? new Set<string>();
      this.methods.set(url, known);
      for (const each of [method].flat()) known.add(each);
    });
  }

  /** @throws HttpProblem 405 where the path is known, and only the method is not */
  check(path: string, method: string): void {
    const segments = path.split('/');
    const allowed = [...this.methods].flatMap(([pattern, methods]) => (fits(pattern, segments) ? [...methods] : []));
    if (allowed.length === 0 || allowed.includes(method)) return;
    const allow = [...new Set(allowed)].sort().join(', ');
    throw new HttpProblem(405, 'method-not-allowed', 'This cannot be done here', {
      detail: `This path knows ${allow}.`,
      headers: { allow },
    });
  }
}

/** `/cohorts/:id` fits `/cohorts/x`. Paths with a wildcard fit nothing: they are files. */
function fits(pattern: string, segments: readonly string[]): boolean {
  const parts = pattern.split('/');
  return parts.length === segments.length && parts.every((part, at) => part.startsWith(':') || part === segments[at]);
}
