import {
  across,
  commandId,
  commandsOf,
  Rejected,
  StoreUnavailable,
  to,
  type Appended,
  type EventStore,
  type Model,
  type Recorded,
  type Submission,
  type Write,
} from '#eventsourcing';
import { collect } from '#eventsourcing/testing';
import { MemoryEventStore } from '#stores';

/** A little bookkeeping, whose rules are plain enough to see the handling of commands through them. */
export type Paid = { readonly type: 'Paid'; readonly data: { readonly amount: number } };
interface Account {
  readonly balance: number;
  /** When each payment was recorded. */
  readonly recorded: readonly string[];
}

export const account: Model<Account, Paid> = {
  category: 'account',
  initial: { balance: 0, recorded: [] },
  evolve: ({ balance, recorded }, { data, recordedAt }) => ({
    balance: balance + data.amount,
    recorded: [...recorded, recordedAt],
  }),
};

class Pay {
  amount!: number;
}
class Transfer {
  amount!: number;
  into!: string;
}

const paid = (amount: number): Paid => ({ type: 'Paid', data: { amount } });
export const pay = commandsOf(account)(Pay, ({ amount }, { balance }) => {
  if (balance + amount < 0) throw new Rejected('overdrawn', { balance });
  return amount === 0 ? [] : [paid(amount)];
});
export const transfer = across(Transfer, {
  streams: ({ into }, target) => [
    { model: account, id: target },
    { model: account, id: into },
  ],
  decide: ({ amount, into }, given, { target }) => {
    if (given(account, target).balance < amount) throw new Rejected('overdrawn');
    return [to(account, target, [paid(-amount)]), to(account, into, [paid(amount)])];
  },
});

/** A memory store that counts, and fails when it is told to. */
export class ShakyStore extends MemoryEventStore {
  reads = 0;
  appends = 0;
  /** What happens around the next appends, one each. */
  readonly next: ((append: () => Promise<Appended>) => Promise<Appended>)[] = [];

  override async append(writes: readonly Write[]): Promise<Appended> {
    this.appends++;
    const append = (): Promise<Appended> => super.append(writes);
    return this.next.length > 0 ? this.next.shift()!(append) : append();
  }

  override read(stream: string, from?: number): AsyncGenerator<Recorded> {
    this.reads++;
    return super.read(stream, from);
  }
}

export const paying = (amount: number): Pay => Object.assign(new Pay(), { amount });
export const transferring = (amount: number, into: string): Transfer => Object.assign(new Transfer(), { amount, into });
export const by = (key: string, changes: Partial<Submission> = {}): Submission => ({
  target: 'a',
  commandId: commandId('a caseworker', key),
  actor: 'a caseworker',
  organisation: 'an organisation',
  correlation: `request ${key}`,
  causation: null,
  now: '2026-01-02T03:04:05.000Z',
  ...changes,
});
export const streamOf = (store: EventStore, id: string): Promise<Recorded[]> => collect(store.read(`account-${id}`));
export const amountsIn = async (store: EventStore, id = 'a'): Promise<unknown[]> =>
  (await streamOf(store, id)).map(({ data }) => (data as Paid['data']).amount);

/** For `ShakyStore.next`: it is written, and nobody hears of it. */
export async function lost(append: () => Promise<Appended>): Promise<Appended> {
  await append();
  throw new StoreUnavailable('the acknowledgement was lost');
}

/** For `ShakyStore.next`: it is not written. */
export async function unreached(): Promise<Appended> {
  throw new StoreUnavailable('not reached');
}
