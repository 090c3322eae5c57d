import type { FastifyRequest } from 'fastify';
import { HttpProblem } from '../problems/problem.js';

/** The header that our own pages send with whatever changes something: no other site can, without asking the server first. */
export const OWN_HEADER = 'homeward';

/**
 * Refuses what another site has a browser send with our cookie.
 * @param publicOrigin where people reach the server, such as `https://homeward.ngo.example`; undefined for the host that is asked
 * @throws HttpProblem 403 `cross-site`
 */
export function refuseOtherSites(request: FastifyRequest, publicOrigin: string | undefined): void {
  const { method, headers } = request;
  const site = headers['sec-fetch-site'];
  if (method === 'GET' || method === 'HEAD') {
    if (site === undefined || site === 'same-origin' || site === 'none') return;
    throw CROSS_SITE;
  }
  const isOurs = site === undefined ? isOurOrigin(headers.origin, headers.host, publicOrigin) : site === 'same-origin';
  if (!isOurs || headers[OWN_HEADER] !== '1') throw CROSS_SITE;
}

function isOurOrigin(origin: string | undefined, host: string | undefined, publicOrigin: string | undefined): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  return publicOrigin === undefined ? new URL(origin).host === host : origin === publicOrigin;
}

const CROSS_SITE = new HttpProblem(403, 'cross-site', 'This did not come from a page of this server', {
  detail:
    'With a session, whatever changes something needs the header "Homeward: 1", and "Sec-Fetch-Site: same-origin" or an Origin ' +
    'that is this server.',
});
