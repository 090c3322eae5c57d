import { forgetPerson, rememberedPerson } from '../api/person.js';
import { queries } from '../api/queries.js';
import { signOut } from '../api/session.js';
import { removeDevice } from './db.js';
import { closeDevice, device } from './device.js';
import { unsent } from './outbox-order.js';

/**
 * Signs out: what was kept to read can be read no more. What waits stays for its author, who finds it when signing in again; where
 * nothing waits, nothing stays.
 */
export async function signOutHere(): Promise<void> {
  const { person, outbox } = await device();
  const isEmpty = unsent(outbox.all).length === 0;
  await forgetWhatIsKept();
  await closeDevice();
  if (isEmpty) await removeDevice(person);
  await signOut();
  await queries.refetchQueries({ queryKey: ['session'] });
}

/** The session has ended, or was revoked elsewhere: the key of what is kept goes with it. */
export async function forgetWhatIsKept(): Promise<void> {
  const person = rememberedPerson();
  forgetPerson();
  if (person !== undefined) await (await device()).store.forgetReads();
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
}
