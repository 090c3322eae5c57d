import { join } from 'node:path';
import { Command } from 'commander';
import { beginNewOrigin, LedgerFolder, parseVerifierKey, SigningRefused, WitnessFolder, type KeyRing } from '#ledger';
import { ACTIVITY_LEDGER } from '../auditing/kept-activity.js';
import { openLedgerFolder } from '../auditing/kept-log.js';
import { activity, server, token, type Place } from '../auditing/options.js';
import { ServedLog } from '../auditing/served-log.js';
import { LEDGER } from '../backup/contents.js';
import { dataFolder, refuseMissing, refuseUnwritable } from '../data-folder.js';
import { Failure } from '../exit-code.js';

/** What there is to be told of the keys of an installation. */
interface Keys {
  readonly origin: string;
  readonly keys: KeyRing;
  /** The public key that this installation cosigns other logs with; left out where it does not. */
  readonly witness?: string;
}

/** `homeward keys`: what signs the log. Works beside a running server. */
export function keysCommand(): Command {
  const keys = new Command('keys');
  keys
    .command('list')
    .description('list the public keys, with the sizes of the log that each signed')
    .addOption(server())
    .addOption(token())
    .addOption(dataFolder())
    .addOption(activity())
    .action(async (place: Place) => {
      print(place.server === undefined ? kept(place) : await served(place, 'keys', 'GET'));
    });
  keys
    .command('rotate')
    .description('put a new key in the place of the one that signs; the last checkpoint is then signed by both')
    .addOption(server())
    .addOption(token())
    .addOption(dataFolder())
    .action(async (place: Place) => {
      if (place.server === undefined) await rotated(place);
      print(place.server === undefined ? kept(place) : await served(place, 'keys/rotate', 'POST'));
      console.log('Give the new key to everyone who verifies the log. Old checkpoints still verify with the old one.');
    });
  keys
    .command('declare-lost')
    .description('let a log whose key or checkpoints are lost go on under a new name, with a new key; said for ever')
    .requiredOption('--reason <why>', 'what happened, for everyone who verifies the log')
    .addOption(dataFolder())
    .addOption(activity())
    .action(async ({ reason, ...place }: Place & { readonly reason: string }) => declareLost(place, reason));
  return keys;
}

/** @throws Failure where nothing is lost */
async function declareLost({ data, activity: isActivity }: Place, reason: string): Promise<void> {
  refuseUnwritable(data);
  const folder = join(data, isActivity === true ? ACTIVITY_LEDGER : LEDGER);
  if (LedgerFolder.isWhole(folder)) {
    throw new Failure(`${folder} holds the key and the last checkpoint: nothing is lost, and the log keeps its name.`);
  }
  const formerOrigin = isActivity === true ? null : originByActivity(join(data, ACTIVITY_LEDGER));
  const { keptIn, previousOrigin } = await beginNewOrigin(folder, { reason, now: new Date(), formerOrigin });
  if (keptIn !== null) console.log(`What was left is kept in ${keptIn}: it is evidence.`);
  if (previousOrigin !== null) console.log(`The log was called ${previousOrigin}.`);
  console.log('The log goes on under a new name, with a new key. Where LEDGER_ORIGIN is set, set it to the new name.');
  console.log('Tell auditors and witnesses: /api/v1/audit/keys says what happened, and why.');
}

/** The activities are signed under the log's name with a suffix. */
function originByActivity(folder: string): string | null {
  return LedgerFolder.isWhole(folder) ? LedgerFolder.open(folder).origin.replace(/\/activity$/, '') : null;
}

function kept({ data, activity: isActivity }: Place): Keys {
  refuseMissing(data);
  if (isActivity === true) {
    const signing = openLedgerFolder(data, ACTIVITY_LEDGER);
    return { origin: signing.origin, keys: signing.ring() };
  }
  const folder = openLedgerFolder(data);
  const witness = join(data, 'witness');
  const cosigns = WitnessFolder.exists(witness) && { witness: WitnessFolder.open(witness, '').publicKey };
  return { origin: folder.origin, keys: folder.ring(), ...cosigns };
}

async function served(
  { server: url, token: secret, activity: isActivity }: Place,
  path: string,
  method: string,
): Promise<Keys> {
  const ledger = new ServedLog(url!, secret, isActivity === true ? '/activity' : '');
  return JSON.parse(await ledger.text(path, method)) as Keys;
}

async function rotated({ data }: Place): Promise<void> {
  refuseUnwritable(data);
  try {
    await openLedgerFolder(data).rotate();
  } catch (error) {
    if (error instanceof SigningRefused) throw new Failure(error.message);
    throw error;
  }
}

/** Each key on a line of its own, as it is handed on. */
function print({ origin, keys, witness }: Keys): void {
  console.log(`The log ${origin} is signed by\n`);
  for (const { key, fromSize, untilSize } of keys) {
    const until = untilSize === null ? 'in use' : `until ${untilSize} records`;
    console.log(`${key}\n  key ${parseVerifierKey(key).id}, from ${fromSize} records on, ${until}\n`);
  }
  if (witness !== undefined) console.log(`As a witness of other logs this installation signs with\n\n${witness}\n`);
}
