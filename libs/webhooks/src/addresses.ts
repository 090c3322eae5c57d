import { BlockList, isIP } from 'node:net';

/** IPv4 that is nobody's on the open internet: the IANA special-purpose registry (RFC 6890), multicast and class E. */
const SPECIAL_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** IPv6 that is routed at all (RFC 4291 section 2.4): everything else is loopback, link-local, private or multicast. */
const ROUTED_V6 = ['2000::/3'];
/** Of these: protocol assignments with Teredo, documentation, and 6to4, which carries any IPv4 address inside. */
const SPECIAL_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

/**
 * Domains whose names are private wherever they are asked for: `localhost` (RFC 6761, 6.3), `local` (RFC 6762), `home.arpa` (RFC
 * 8375), and `internal`, which ICANN reserved in 2024.
 */
const PRIVATE_NAME = /(?:^|\.)(?:localhost|local|home\.arpa|internal)\.?$/i;

const specialV4 = blockOf(SPECIAL_V4);
const routedV6 = blockOf(ROUTED_V6);
const specialV6 = blockOf(SPECIAL_V6);

/** `10.0.0.0/8`, `fd00::/8`, an address alone, or a host's name. */
const HOST = /^(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*\.?$/i;

/** Says which addresses may be reached: public ones, and those that were allowed by name or by network. */
export class AllowedAddresses {
  private readonly hosts: ReadonlySet<string>;
  private readonly networks: BlockList;

  /** @param allowed hosts and networks; see `isAllowance` */
  constructor(allowed: readonly string[]) {
    this.hosts = new Set(allowed.filter((text) => !isNetwork(text)).map((text) => text.toLowerCase()));
    this.networks = blockOf(allowed.filter(isNetwork));
  }

  /** True where the host was allowed by its name, or is an address that was: it may then be anywhere, and without TLS. */
  names(host: string): boolean {
    return this.hosts.has(host.toLowerCase()) || this.covers(bare(host));
  }

  /** True where a connection to `host` may go to `address`. */
  allows(host: string, address: string): boolean {
    return this.hosts.has(host.toLowerCase()) || this.covers(address) || isPublic(address);
  }

  private covers(address: string): boolean {
    const family = isIP(address);
    return family !== 0 && !address.includes('%') && this.networks.check(address, family === 4 ? 'ipv4' : 'ipv6');
  }
}

function isNetwork(text: string): boolean {
  return isIP(text.split('/')[0]!) !== 0;
}

/** True for what an entry of the list of allowed hosts may be: a host's name, an address, or a network in CIDR. */
export function isAllowance(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0) return prefix === undefined && HOST.test(text);
  if (rest.length > 0 || address.includes('%')) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}

/** A URL's host without the brackets of an IPv6 address. */
export function bare(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}

/** True for a host's name that no public name server ever knows: it leads nowhere, or to a private address. */
export function isPrivateName(host: string): boolean {
  return PRIVATE_NAME.test(host);
}

/** True for an address of the open internet. IPv4 inside of IPv6 (mapped, NAT64) is looked at for what it is. */
export function isPublic(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !specialV4.check(address, 'ipv4');
    case 6: {
      if (address.includes('%')) return false;
      const inner = innerV4(address);
      if (inner !== undefined) return isPublic(inner);
      return routedV6.check(address, 'ipv6') && !specialV6.check(address, 'ipv6');
    }
    default:
      return false;
  }
}

/** `::ffff:0:0/96` (RFC 4291) and `64:ff9b::/96` (RFC 6052), as groups. */
const CARRIERS = new Set(['0:0:0:0:0:ffff', '64:ff9b:0:0:0:0']);

function innerV4(address: string): string | undefined {
  const groups = groupsOf(address);
  if (!CARRIERS.has(groups.slice(0, 6).join(':'))) return undefined;
  const [high, low] = groups.slice(6).map((group) => Number.parseInt(group, 16)) as [number, number];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The eight groups of an IPv6 address, without leading zeros. A URL writes an address in one way only. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = bare(new URL(`http://[${address}]/`).hostname).split('::');
  const first = head === '' ? [] : head.split(':');
  if (tail === undefined) return first;
  const last = tail === '' ? [] : tail.split(':');
  return [...first, ...Array.from({ length: 8 - first.length - last.length }, () => '0'), ...last];
}

function blockOf(networks: readonly string[]): BlockList {
  const block = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    if (prefix === undefined) block.addAddress(address, family);
    else block.addSubnet(address, Number(prefix), family);
  }
  return block;
}
