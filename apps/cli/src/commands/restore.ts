import { Command } from 'commander';
import { BackupRefused } from '../backup/manifest.js';
import { withProgress } from '../backup/progress.js';
import { restoreBackup, StaleBackup, type Restored } from '../backup/restore-backup.js';
import { dataFolder } from '../data-folder.js';
import { ExitCode, Failure } from '../exit-code.js';
import { refuseUnreadable, textOf } from '../named-file.js';

interface Options {
  readonly data: string;
  readonly declareStale?: string;
  readonly checkpoint?: string;
  readonly origin?: string;
}

/** `homeward restore`: puts a backup in place, once it is proved to be whole. */
export function restoreCommand(): Command {
  return new Command('restore')
    .argument('<file>', 'a backup that "homeward backup" made')
    .addOption(dataFolder('the data folder; what stands there is kept beside it'))
    .option('--declare-stale <reason>', 'restore an older state than is known of, and go on under a new origin')
    .option('--checkpoint <file>', 'the newest checkpoint that you hold: the log goes on from it under its own name')
    .option('--origin <name>', 'name of the log, should it begin a new origin')
    .addHelpText('after', '\nStop the server first. docs/backup.md says when a log has to begin a new origin.')
    .action(async (file: string, { data, declareStale, checkpoint, origin }: Options) => {
      refuseUnreadable('the backup', file);
      if (declareStale?.trim() === '') throw new Failure('--declare-stale needs a reason', ExitCode.Usage);
      const held = checkpoint === undefined ? undefined : textOf('--checkpoint', checkpoint);
      const options = { now: new Date(), declaredStale: declareStale, held, origin };
      try {
        tell(data, await withProgress((onProgress) => restoreBackup(file, data, { ...options, onProgress })));
      } catch (error) {
        if (error instanceof StaleBackup) throw new Failure(error.message);
        if (error instanceof BackupRefused) throw new Failure(`The backup is refused. ${error.message}`);
        if (error instanceof Error && error.message.includes('being written to')) {
          throw new Failure(`${error.message}. Stop the server, then restore.`, ExitCode.Unavailable);
        }
        throw error;
      }
    });
}

function tell(data: string, { manifest, replaced, declared, witnessSetAside }: Restored): void {
  const { madeAt, log } = manifest;
  console.log(`${data} is as it was at ${madeAt}${log === null ? '' : `: ${log.records} records`}`);
  if (replaced !== null) console.log(`What stood there before is kept in ${replaced}`);
  if (declared !== null) {
    console.log(
      `The log goes on under a new origin, with a new key.${declared.previousOrigin === null ? '' : ` It was called ${declared.previousOrigin}.`}`,
    );
    console.log('Where LEDGER_ORIGIN is set, set it to the new name. Tell auditors and witnesses: /api/v1/audit/keys.');
  }
  if (witnessSetAside !== null) {
    console.log(
      `As a witness it may have cosigned more since: it begins again, and ${witnessSetAside} holds what it was.`,
    );
  }
  console.log('Tokens that were revoked since then are good again: see "homeward token list".');
}
