/** Node's warning that a TLS server name is an IP address, which RFC 6066 does not permit. */
const IP_AS_SERVER_NAME = 'DEP0123';

let isInstalled = false;

/**
 * Keeps from the console that the client gives an IP address as the TLS server name. It can do nothing else where nodes are
 * addressed by their IP, the check of the certificate does not depend on it, and the operator cannot change it.
 */
export function withoutServerNameWarning(): void {
  if (isInstalled) return;
  isInstalled = true;
  const emit = process.emitWarning.bind(process) as (...said: unknown[]) => void;
  process.emitWarning = (...said: unknown[]): void => {
    if (!said.includes(IP_AS_SERVER_NAME)) emit(...said);
  };
}
