import { useQuery } from '@tanstack/react-query';
import { NoLine } from './client.js';
import { isSignedIn, meQuery, sessionQuery, type Session } from './session.js';

/** Who uses this device, as far as is known now. */
export type Who =
  | { readonly is: 'not-known-yet' }
  | { readonly is: 'nobody'; readonly session: Session }
  | { readonly is: 'unreachable'; readonly error: Error }
  /** `isOffline`: the server could not be asked, and goes by what this device remembers. */
  | { readonly is: 'person'; readonly id: string; readonly isOffline: boolean };

const REMEMBERED = 'homeward-person';

/** What is kept closes after so long without contact: a phone that was lost is not open for ever. */
const OPEN_WITHOUT_CONTACT_MS = 14 * 24 * 60 * 60_000;

interface Remembered {
  readonly id: string;
  readonly at: number;
}

export function useWho(): Who {
  const session = useQuery(sessionQuery);
  const me = useQuery({ ...meQuery, enabled: isSignedIn(session.data) });
  if (session.data !== undefined && !isSignedIn(session.data)) return { is: 'nobody', session: session.data };
  const error = session.data === undefined ? session.error : me.error;
  if (me.data !== undefined && session.data !== undefined) return known(me.data.id);
  if (error === null) return { is: 'not-known-yet' };
  const remembered = error instanceof NoLine ? rememberedPerson() : undefined;
  return remembered === undefined ? { is: 'unreachable', error } : { is: 'person', id: remembered.id, isOffline: true };
}

function known(id: string): Who {
  localStorage.setItem(REMEMBERED, JSON.stringify({ id, at: Date.now() } satisfies Remembered));
  return { is: 'person', id, isOffline: false };
}

/** Who was here last, not too long ago. */
export function rememberedPerson(): Remembered | undefined {
  const text = localStorage.getItem(REMEMBERED);
  if (text === null) return undefined;
  const remembered = JSON.parse(text) as Remembered;
  return Date.now() - remembered.at < OPEN_WITHOUT_CONTACT_MS ? remembered : undefined;
}

export function forgetPerson(): void {
  localStorage.removeItem(REMEMBERED);
}
