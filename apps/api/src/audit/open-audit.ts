import { join } from 'node:path';
import type { Logger } from 'pino';
import type { EventStore } from '#eventsourcing';
import { LedgerFolder, parseVerifierKey, Witness, WitnessFolder, type WitnessedLog } from '#ledger';
import { openLedger } from '#stores';
import type { Settings } from '../configuration/settings.js';
import { refuseLostLedger } from './lost-ledger.js';
import type { Ledger } from './checkpoints.js';
import { Witnesses } from './witnesses.js';

/** Opens the tree over a log, what signs it, and what watches the logs of others; `folder` keeps it all. */
export async function openAudit(
  { ledgerOrigin, ledgerWitnesses, witnessedLogs, witnessName }: Settings,
  { address, store, folder, log }: { address: string; store: EventStore; folder: string; log: Logger },
): Promise<{ readonly ledger: Ledger; readonly witness: Witness | null }> {
  const ledger = join(folder, 'ledger');
  if (address !== 'memory') await refuseLostLedger(folder, 'ledger');
  const signing = LedgerFolder.open(ledger, ledgerOrigin === 'new' ? undefined : ledgerOrigin);
  const witness = witnessOf(witnessedLogs, () => WitnessFolder.open(join(folder, 'witness'), witnessName), log);
  const place = { address, leaves: join(folder, 'leaves.sqlite') };
  const reader = await openLedger(address, store, place.leaves);
  return { ledger: { reader, folder: signing, witnesses: new Witnesses(ledgerWitnesses, log), place }, witness };
}

function witnessOf(keys: readonly string[], open: () => WitnessFolder, log: Logger): Witness | null {
  if (keys.length === 0) return null;
  const folder = open();
  log.info({ key: folder.publicKey, logs: keys.length }, 'this server is a witness under this public key');
  const verifiers = keys.map(parseVerifierKey);
  const origins = [...new Set(verifiers.map(({ name }) => name))];
  const logs = origins.map((origin): WitnessedLog => ({
    origin,
    keys: verifiers.filter(({ name }) => name === origin),
  }));
  return new Witness({ key: folder.key, logs, memory: folder });
}
