import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { makeKey, seal, unseal, type Sealed } from './sealed.js';

interface Schema extends DBSchema {
  /** One for what is kept to read, which ends with the session; one for what waits and is drafted, which ends with the last of it. */
  keys: { key: KeyName; value: CryptoKey };
  reads: { key: string; value: Sealed };
  outbox: { key: number; value: Sealed };
  drafts: { key: string; value: Sealed };
}

type KeyName = 'reads' | 'writes';
export type Store = 'reads' | 'outbox' | 'drafts';

const KEY_OF: Readonly<Record<Store, KeyName>> = { reads: 'reads', outbox: 'writes', drafts: 'writes' };

/** What one person has on this device. Every value is sealed; names of stores and the order of the outbox are not. */
export class DeviceStore {
  private readonly keys = new Map<KeyName, Promise<CryptoKey>>();

  private constructor(private readonly db: IDBPDatabase<Schema>) {}

  /** @param person the opaque id of whoever is signed in: each has a database of their own */
  static async open(person: string): Promise<DeviceStore> {
    const db = await openDB<Schema>(nameFor(person), 1, {
      upgrade(fresh) {
        fresh.createObjectStore('keys');
        fresh.createObjectStore('reads');
        fresh.createObjectStore('outbox', { autoIncrement: true });
        fresh.createObjectStore('drafts');
      },
      // Another tab removes it at sign-out.
      blocking: (_, __, event) => (event.target as IDBDatabase).close(),
    });
    return new DeviceStore(db);
  }

  async put(store: 'reads' | 'drafts', key: string, value: unknown): Promise<void> {
    await this.db.put(store, await this.sealed(store, value), key);
  }

  async get<T>(store: 'reads' | 'drafts', key: string): Promise<T | undefined> {
    const sealed = await this.db.get(store, key);
    return sealed === undefined ? undefined : this.opened<T>(store, sealed);
  }

  async remove(store: 'reads' | 'drafts', key: string): Promise<void> {
    await this.db.delete(store, key);
  }

  /** Everything of a store that can still be read, by its keys. */
  async all<T>(store: Store): Promise<readonly (readonly [key: string | number, value: T])[]> {
    const transaction = this.db.transaction(store);
    const [keys, values] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
    const opened = await Promise.all(values.map((value) => this.opened<T>(store, value)));
    return keys.flatMap((key, index) => (opened[index] === undefined ? [] : [[key, opened[index] as T] as const]));
  }

  /** Puts an item at the end of the outbox: durable when this resolves. */
  async append(value: unknown): Promise<number> {
    const sealed = await this.sealed('outbox', value);
    const transaction = this.db.transaction('outbox', 'readwrite', { durability: 'strict' });
    const [id] = await Promise.all([transaction.store.add(sealed), transaction.done]);
    return id;
  }

  /** Writes items of the outbox, or removes them: all or nothing. */
  async change(changes: readonly { readonly id: number; readonly value: unknown }[]): Promise<void> {
    const sealed = await Promise.all(
      changes.map(async ({ id, value }) => ({
        id,
        value: value === undefined ? undefined : await this.sealed('outbox', value),
      })),
    );
    const transaction = this.db.transaction('outbox', 'readwrite', { durability: 'strict' });
    const done = sealed.map(({ id, value }) =>
      value === undefined ? transaction.store.delete(id) : transaction.store.put(value, id),
    );
    await Promise.all([...done, transaction.done]);
  }

  /** What was kept to read can be read no more, by nobody. */
  async forgetReads(): Promise<void> {
    const transaction = this.db.transaction(['keys', 'reads'], 'readwrite');
    this.keys.delete('reads');
    await Promise.all([
      transaction.objectStore('keys').delete('reads'),
      transaction.objectStore('reads').clear(),
      transaction.done,
    ]);
  }

  close(): void {
    this.db.close();
  }

  private async sealed(store: Store, value: unknown): Promise<Sealed> {
    return seal(await this.keyOf(KEY_OF[store]), value);
  }

  private async opened<T>(store: Store, sealed: Sealed): Promise<T | undefined> {
    // What was sealed under a key that is gone is gone.
    return unseal<T>(await this.keyOf(KEY_OF[store]), sealed).catch(() => undefined);
  }

  private keyOf(name: KeyName): Promise<CryptoKey> {
    const known = this.keys.get(name) ?? this.keptKey(name);
    this.keys.set(name, known);
    return known;
  }

  /** Two tabs that start at once make one key: the first that is written counts. */
  private async keptKey(name: KeyName): Promise<CryptoKey> {
    const made = await makeKey();
    const transaction = this.db.transaction('keys', 'readwrite');
    const kept = await transaction.store.get(name);
    if (kept === undefined) await transaction.store.put(made, name);
    await transaction.done;
    return kept ?? made;
  }
}

const nameFor = (person: string): string => `homeward-${person}`;

/** Removes all that a person has on this device. */
export async function removeDevice(person: string): Promise<void> {
  const { deleteDB } = await import('idb');
  await deleteDB(nameFor(person));
}
