import { useEffect, useState } from 'preact/hooks';
import { queries } from '../api/queries.js';
import { readAfter } from '../api/reads.js';
import { DeviceStore } from './db.js';
import { Outbox } from './outbox.js';
import { keepReads } from './reads.js';
import type { OutboxItem } from './outbox-order.js';

/** What this tab has of the device while somebody is signed in. */
export interface Device {
  readonly person: string;
  readonly store: DeviceStore;
  readonly outbox: Outbox;
  /** Keeps nothing more of what is read. */
  readonly stopKeeping: () => void;
}

let opened: Promise<Device> | undefined;
let openedFor: string | undefined;

/** Opens the device for a person; the same one again gives what is open. */
export function openDevice(person: string): Promise<Device> {
  if (opened === undefined || openedFor !== person) {
    const before = opened;
    openedFor = person;
    opened = open(person, before);
  }
  return opened;
}

/** The device of whoever is signed in. */
export function device(): Promise<Device> {
  if (opened === undefined) throw new Error('nobody is signed in');
  return opened;
}

/** Ends what this tab does with the device; what stands on it stays. */
export async function closeDevice(): Promise<void> {
  const open = await opened;
  [opened, openedFor] = [undefined, undefined];
  if (open !== undefined) stop(open);
}

function stop({ outbox, store, stopKeeping }: Device): void {
  stopKeeping();
  outbox.stop();
  store.close();
}

async function open(person: string, before: Promise<Device> | undefined): Promise<Device> {
  const former = await before;
  if (former !== undefined) stop(former);
  const store = await DeviceStore.open(person);
  // Browsers remove what is not asked to stay when the disk is full; what waits must not be among it.
  void navigator.storage?.persist?.();
  const outbox = await Outbox.open(store, person, (item, position) => {
    readAfter(position);
    for (const id of item.cohortIds) {
      void queries.invalidateQueries({ queryKey: ['cohort', id] });
      void queries.invalidateQueries({ queryKey: ['entries', id] });
    }
    void queries.invalidateQueries({ queryKey: ['board'] });
  });
  const stopKeeping = await keepReads(queries, store);
  return { person, store, outbox, stopKeeping };
}

/** What stands in the outbox now, and whenever it changes. */
export function useOutbox(): readonly OutboxItem[] {
  const [items, setItems] = useState<readonly OutboxItem[]>([]);
  useEffect(() => {
    let end = (): void => {};
    let isOver = false;
    void device().then(({ outbox }) => {
      if (isOver) return;
      setItems(outbox.all);
      end = outbox.subscribe(setItems);
    });
    return () => {
      isOver = true;
      end();
    };
  }, []);
  return items;
}
