import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** The digest of a command: two of the same name, body and target have the same, whatever the order of their members. */
export function digestOf(name: string, body: object, target: string): string {
  const canonical = canonicalize({ target, command: name, body })!;
  return hash('sha256', canonical, 'hex').slice(0, 32);
}
