import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { makeBackup } from '../backup/make-backup.js';
import { BackupRefused } from '../backup/manifest.js';
import { withProgress } from '../backup/progress.js';
import { dataFolder, refuseMissing } from '../data-folder.js';
import { ExitCode, Failure } from '../exit-code.js';

/** `homeward backup`: one file that everything can be restored from, made while a server goes on serving. */
export function backupCommand(): Command {
  return new Command('backup')
    .requiredOption('--to <file or folder>', 'the ZIP to write, or a folder in which it is named by the time')
    .addOption(dataFolder())
    .addHelpText(
      'after',
      '\nThe signing key and the hashes of the tokens are in it: keep it where only you can read it.' +
        '\nRead models are not: they are built again from the log. docs/backup.md says more, also of KurrentDB.',
    )
    .action(async ({ to, data }: { to: string; data: string }) => {
      refuseMissing(data);
      const now = new Date();
      const file = fileFor(to, now);
      if (existsSync(file))
        throw new Failure(`${file} is there already; a backup is never overwritten`, ExitCode.Usage);
      try {
        const { log, files } = await withProgress((onProgress) => makeBackup(data, file, now, onProgress));
        console.log(`${file}: ${files.length} files`);
        console.log(
          log === null
            ? 'There is no log in the data folder. If it is kept in a KurrentDB, back it up there: see docs/backup.md.'
            : `The log in it holds ${log.records} records, up to position ${log.position ?? 'none'}; its root is ${log.root}`,
        );
      } catch (error) {
        if (error instanceof BackupRefused) throw new Failure(`The log is damaged. ${error.message}`);
        throw error;
      }
    });
}

function fileFor(to: string, now: Date): string {
  const isFolder = existsSync(to) ? statSync(to).isDirectory() : !to.endsWith('.zip');
  return isFolder ? join(to, `homeward-backup-${now.toISOString().replaceAll(/[:.]/g, '-')}.zip`) : to;
}
