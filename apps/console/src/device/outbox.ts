import { NoLine, Refusal, send, type Problem } from '../api/client.js';
import type { DeviceStore } from './db.js';
import {
  afterSending,
  NEW,
  nextPauseEnds,
  nextToSend,
  withoutPauses,
  type OutboxItem,
  type Outcome,
} from './outbox-order.js';

/** What a form hands over. */
export type Written = Omit<OutboxItem, 'id' | 'key' | 'state' | 'writtenAt'>;

interface Answer {
  readonly revision: number;
  readonly position: string;
  readonly entries: readonly { readonly entryId: string }[];
}

/** What was sent stays to be seen for a day. */
const SHOWN_MS = 24 * 60 * 60_000;

/** Statuses by which the server says that it cannot do it now, and nothing against it. */
const PASSING = new Set([401, 408, 429]);

type Listener = (items: readonly OutboxItem[]) => void;

/**
 * What was recorded on this device and is not at the server yet. Nothing in it is dropped but by its author. Of all open tabs one
 * sends (Web Locks); the others see what it does.
 */
export class Outbox {
  private items: readonly OutboxItem[] = [];
  private readonly listeners = new Set<Listener>();
  private readonly tabs: BroadcastChannel;
  private wake: () => void = () => {};
  private readonly stopping = new AbortController();

  private constructor(
    private readonly store: DeviceStore,
    private readonly person: string,
    private readonly onDone: (item: OutboxItem, position: string) => void,
  ) {
    this.tabs = new BroadcastChannel(`homeward-outbox-${person}`);
    this.tabs.addEventListener('message', () => void this.reload());
  }

  /** @param onDone told of each item that the server has, with the position that a read must wait for */
  static async open(
    store: DeviceStore,
    person: string,
    onDone: (item: OutboxItem, position: string) => void,
  ): Promise<Outbox> {
    const outbox = new Outbox(store, person, onDone);
    await outbox.reload();
    const old = Date.now() - SHOWN_MS;
    await outbox.save(
      outbox.items.flatMap((item) => (item.state.is === 'done' && item.state.at < old ? [[item]] : [])),
    );
    for (const event of ['online', 'focus']) addEventListener(event, outbox.hurry, { signal: outbox.stopping.signal });
    void outbox.sendAlone();
    return outbox;
  }

  get all(): readonly OutboxItem[] {
    return this.items;
  }

  /** @returns ends the subscription */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Takes what somebody recorded: it is on the disk when this resolves, and only then may its form close. */
  async take(written: Written): Promise<void> {
    const item = { ...written, key: crypto.randomUUID(), writtenAt: new Date().toISOString(), state: NEW };
    await this.store.append(item);
    await this.reload();
    this.tabs.postMessage('changed');
  }

  /** Its author takes an item back, and nobody else does. */
  async takeBack({ id }: OutboxItem): Promise<void> {
    await this.store.change([{ id, value: undefined }]);
    await this.reload();
    this.tabs.postMessage('changed');
  }

  /** Its author has seen what was recorded since, and records it on that: as a new command, since the old one was refused. */
  async again(item: OutboxItem, revision: number | null): Promise<void> {
    await this.save([[item, { ...item, key: crypto.randomUUID(), revision, state: NEW }]]);
  }

  /** Tries at once what pauses. */
  readonly hurry = (): void => {
    void this.save(withoutPauses(this.items).map((item) => [item, item])).then(() => this.wake());
  };

  /** Sends no more in this tab; another one goes on. */
  stop(): void {
    this.stopping.abort();
    this.wake();
    this.tabs.close();
  }

  private async sendAlone(): Promise<void> {
    const { signal } = this.stopping;
    await navigator.locks
      .request(`homeward-outbox-${this.person}`, { signal }, async () => {
        while (!signal.aborted) await this.sendNext(signal);
      })
      .catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
  }

  private async sendNext(signal: AbortSignal): Promise<void> {
    await this.reload();
    const item = nextToSend(this.items, Date.now());
    if (item === undefined) return this.pause();
    const outcome = await attempt(item, signal);
    if (signal.aborted) return;
    const changed = afterSending(this.items, item, outcome, Date.now());
    await this.save(changed.map((one) => [one, one]));
  }

  private pause(): Promise<void> {
    const ends = nextPauseEnds(this.items);
    return new Promise((resolve) => {
      const timer = ends === undefined ? undefined : setTimeout(resolve, Math.max(50, ends - Date.now()));
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Each item, and what it becomes; nothing where it is removed. */
  private async save(changes: readonly (readonly [item: OutboxItem, next?: OutboxItem])[]): Promise<void> {
    if (changes.length === 0) return;
    await this.store.change(changes.map(([{ id }, next]) => ({ id, value: next })));
    await this.reload();
    this.tabs.postMessage('changed');
  }

  private async reload(): Promise<void> {
    const stored = await this.store.all<Omit<OutboxItem, 'id'>>('outbox');
    const before = new Map(this.items.map((item) => [item.id, item.state.is]));
    this.items = stored.map(([id, item]) => ({ ...item, id: id as number }));
    for (const item of this.items) {
      // Whichever tab sent it, each of them now reads what it did.
      if (item.state.is === 'done' && before.get(item.id) === 'waits') this.onDone(item, item.state.position);
    }
    for (const tell of this.listeners) tell(this.items);
    this.wake();
  }
}

async function attempt({ path, body, key, revision, writtenAt }: OutboxItem, signal: AbortSignal): Promise<Outcome> {
  const headers = {
    'idempotency-key': key,
    'written-at': writtenAt,
    ...(revision !== null && { 'if-match': `"${revision}"` }),
  };
  try {
    const answer = await send<Answer>('POST', path, { body, headers, signal });
    const entryIds = answer.entries.map(({ entryId }) => entryId);
    return { is: 'done', position: answer.position, revision: answer.revision, entryIds };
  } catch (error) {
    if (error instanceof NoLine || !(error instanceof Refusal)) return { is: 'again', afterSeconds: null };
    return outcomeOf(error.problem, error.retryAfter);
  }
}

export function outcomeOf(problem: Problem, retryAfter: number | null): Outcome {
  const { status } = problem;
  if (status === 412) return { is: 'conflict', problem };
  if (status >= 500 || PASSING.has(status)) return { is: 'again', afterSeconds: retryAfter };
  return { is: 'refused', problem };
}
