import { hash } from 'node:crypto';

/** How many octets a UUID has. */
const OCTETS = 16;

/**
 * The UUID of a name within a namespace (RFC 9562, 5.5). Every event's id is one: in less than half of the time that the `uuid`
 * package takes, and the same (`uuid-v5.spec.ts`).
 * @param name taken as UTF-8
 * @throws TypeError where the namespace is no UUID
 */
export function uuidV5(name: string, namespace: string): string {
  const octets = Buffer.allocUnsafe(OCTETS + Buffer.byteLength(name));
  if (octets.write(namespace.replaceAll('-', ''), 0, OCTETS, 'hex') !== OCTETS) throw new TypeError('no namespace');
  octets.write(name, OCTETS);
  const digest = hash('sha1', octets, 'hex');
  // The version takes the place of four bits, the variant `10` of the first two of the next group.
  const variant = '89ab'.charAt(Number.parseInt(digest.charAt(16), 16) % 4);
  const [low, middle, high] = [digest.slice(0, 8), digest.slice(8, 12), digest.slice(13, 16)];
  return `${low}-${middle}-5${high}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
