import { isIP } from 'node:net';
import { Invalid } from '#http';
import { bare, isPrivateName, type AllowedAddresses } from '#webhooks';

/**
 * Refuses an address to which nothing would ever be sent. A host that has a public name is looked at when it is connected to:
 * what it stands for today it need not stand for tomorrow. A name that is private wherever it is asked for has to be allowed
 * itself.
 * @throws Invalid that names the url
 */
export function checkAddress(url: string, allowed: AllowedAddresses): void {
  const { protocol, hostname, hash } = new URL(url);
  const host = bare(hostname);
  if (hash !== '') refuse('has-fragment', 'url must not have a fragment: it would not be sent');
  if (isIP(host) !== 0 && !allowed.allows(host, host)) {
    refuse('address-not-allowed', `url must lead to a public address, or to one that WEBHOOKS_ALLOW_PRIVATE names`);
  }
  if (isPrivateName(host) && !allowed.names(host)) {
    refuse('address-not-allowed', `url must lead to a public name, or to one that WEBHOOKS_ALLOW_PRIVATE names`);
  }
  if (protocol === 'http:' && !allowed.names(host)) {
    refuse('not-encrypted', 'url must be https, or lead to a host that WEBHOOKS_ALLOW_PRIVATE names');
  }
}

function refuse(code: string, detail: string): never {
  throw new Invalid([{ pointer: '/url', code, detail }]);
}
