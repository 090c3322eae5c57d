import type { FastifyReply, FastifyRequest } from 'fastify';

/** The session of a person. A `__Host-` cookie is taken over TLS alone, or from this machine, and for this very host. */
export const SESSION_COOKIE = '__Host-homeward';
/** By which a browser is known that was signed in with before: it opens nothing. */
export const DEVICE_COOKIE = '__Host-homeward-device';

/** What a cookie of the request holds; undefined where it has none of that name. */
export function cookieIn({ headers }: FastifyRequest, name: string): string | undefined {
  for (const pair of headers.cookie?.split(';') ?? []) {
    const [key, value] = pair.split('=', 2);
    if (key?.trim() === name) return value?.trim();
  }
  return undefined;
}

/** Has the browser keep a cookie that no script reads and no other site sends. @param life milliseconds; 0 takes it away */
export function setCookie(reply: FastifyReply, name: string, value: string, life: number): void {
  const rules = `Path=/; Max-Age=${Math.floor(life / 1_000)}; Secure; HttpOnly; SameSite=Strict`;
  void reply.header('set-cookie', `${name}=${value}; ${rules}`);
}
