import type { Writable } from 'node:stream';
import { BalancesByCohort } from '#cases';
import type { EventStore } from '#eventsourcing';
import { SOFTWARE, writeBundle, writeExtract, type KeyRing } from '#ledger';
import type { LogLedger } from '#stores';

/** Where a log is, and the numbers of its records, for a thread that opens both to read. */
export interface LedgerPlace {
  /** As `openEventStore` takes it. */
  readonly address: string;
  readonly leaves: string;
}

/** What a bundle is made of, besides the log. */
export interface Bundled {
  readonly checkpoint: string;
  readonly keys: KeyRing;
  /** The stream of an extract; null for the whole log. */
  readonly stream: string | null;
}

/** Writes a bundle, or an extract, of a log. */
export async function bundle(
  { store, reader }: { readonly store: EventStore; readonly reader: LogLedger },
  { checkpoint, keys, stream }: Bundled,
  output: Writable,
): Promise<void> {
  const options = { checkpoint, keys, software: SOFTWARE };
  if (stream === null) await writeBundle(store.readAll(), output, { ...options, fold: new BalancesByCohort() });
  else await writeExtract(store.read(stream), reader, output, { ...options, stream });
}
