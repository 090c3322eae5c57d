import { Command } from 'commander';
import { signAsItStands, SigningRefused } from '#ledger';
import { ACTIVITY_LEDGER, openKeptActivity } from '../auditing/kept-activity.js';
import { openKeptLog, openLedgerFolder } from '../auditing/kept-log.js';
import { activity, server, token, type Place } from '../auditing/options.js';
import { ServedLog } from '../auditing/served-log.js';
import { dataFolder, logElsewhere } from '../data-folder.js';
import { Failure } from '../exit-code.js';

/** `homeward checkpoint`: what is to leave this machine, by mail, on paper, to partners: only that proves anything later. */
export function checkpointCommand(): Command {
  return new Command('checkpoint')
    .addOption(server())
    .addOption(token())
    .addOption(dataFolder())
    .addOption(logElsewhere())
    .addOption(activity())
    .action(async (place: Place) => {
      process.stdout.write(place.server === undefined ? await signed(place) : await served(place.server, place));
    });
}

function served(url: string, { token: secret, activity: isActivity }: Place): Promise<string> {
  return new ServedLog(url, secret, isActivity === true ? '/activity' : '').text('checkpoint');
}

async function signed({ data, log, activity: isActivity }: Place): Promise<string> {
  const { tiles, close } = isActivity === true ? await openKeptActivity(data) : await openKeptLog(data, log);
  try {
    return await signAsItStands(openLedgerFolder(data, isActivity === true ? ACTIVITY_LEDGER : undefined), tiles);
  } catch (error) {
    if (error instanceof SigningRefused) throw new Failure(error.message);
    throw error;
  } finally {
    await close();
  }
}
