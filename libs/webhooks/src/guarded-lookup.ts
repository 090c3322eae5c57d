import { lookup as resolve, type LookupAddress, type LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { AllowedAddresses } from './addresses.js';

/** A host has an address that must not be reached. */
export class AddressNotAllowed extends Error {
  override readonly name = 'AddressNotAllowed';
  readonly code = 'ADDRESS_NOT_ALLOWED';
  constructor(host: string, address: string) {
    super(host === address ? `${address} is not a public address` : `${host} is at ${address}, which is not public`);
  }
}

type Resolve = (
  host: string,
  options: LookupOptions & { all: true },
  told: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Names that are looked up at once: each takes one of the process's few threads for as long as it goes unanswered. */
const MOST_AT_ONCE = 2;

/**
 * A `lookup` for sockets that gives only addresses which may be reached. It decides on the very addresses that are then
 * connected to, so that a name which changes its mind between a check and a connection gains nothing. A host one of whose
 * addresses must not be reached is refused as a whole.
 */
export function guardedLookup(allowed: AllowedAddresses, look: Resolve = resolve as Resolve): LookupFunction {
  const waiting: (() => void)[] = [];
  let underWay = 0;
  const next = (): void => {
    if (underWay >= MOST_AT_ONCE || waiting.length === 0) return;
    underWay++;
    waiting.shift()!();
  };
  return (host, options, told) => {
    waiting.push(() =>
      look(host, { ...options, all: true }, (error, addresses) => {
        underWay--;
        next();
        const forbidden = error ? undefined : addresses.find(({ address }) => !allowed.allows(host, address));
        const failure = error ?? (forbidden && new AddressNotAllowed(host, forbidden.address));
        if (failure) told(failure, '', 0);
        else if (options.all) told(null, addresses);
        else told(null, addresses[0]!.address, addresses[0]!.family);
      }),
    );
    next();
  };
}
