import type { FastifyReply, FastifyRequest } from 'fastify';
import { DEVICE_KNOWN_FOR_MS, SESSION_LONGEST_MS, type Origin, type Progress } from '#access';
import { cookieIn, DEVICE_COOKIE, SESSION_COOKIE, setCookie } from '#http';

/** Where a request comes from, as attempts are counted by it and sessions are listed by it. */
export function originOf(request: FastifyRequest): Origin {
  const device = cookieIn(request, DEVICE_COOKIE);
  return { address: request.ip, device, agent: inWords(request.headers['user-agent']) };
}

/** Gives the browser its session, which no cache may keep. */
export function keepSession(reply: FastifyReply, { secret, device }: Pick<Progress, 'secret' | 'device'>): void {
  void reply.header('cache-control', 'no-store');
  setCookie(reply, SESSION_COOKIE, secret, SESSION_LONGEST_MS);
  if (device !== null) setCookie(reply, DEVICE_COOKIE, device, DEVICE_KNOWN_FOR_MS);
}

/** Takes the session away from the browser; that the browser is known stays. */
export function forgetSession(reply: FastifyReply): void {
  setCookie(reply, SESSION_COOKIE, '', 0);
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg/, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrom(?:e|ium)\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b|\biPad\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/** A browser in the words by which its owner knows it again: nothing of what it says of itself is kept besides. */
export function inWords(agent = ''): string {
  const named = (among: typeof BROWSERS) => among.find(([pattern]) => pattern.test(agent))?.[1];
  const [browser, system] = [named(BROWSERS), named(SYSTEMS)];
  if (browser === undefined && system === undefined) return 'another program';
  return [browser ?? 'a browser', system].filter(Boolean).join(' on ');
}
