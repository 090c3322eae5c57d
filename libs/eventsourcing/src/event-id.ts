import { uuidV5 } from './uuid-v5.js';

/** The namespace of everything that Homeward names by UUID v5 (RFC 9562). */
const NAMESPACE = '6f5d7c1e-0c5c-5b0e-9d43-2f6a1c7b8e90';

/** The id of a command: the same writer and the same key always give the same id. */
export function commandId(writer: string, key: string): string {
  return uuidV5(JSON.stringify([writer, key]), NAMESPACE);
}

/** The id of the event that a command emits at `index`, counted over all its streams. */
export function eventId(command: string, index: number): string {
  return uuidV5(String(index), command);
}
