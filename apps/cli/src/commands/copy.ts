import { SingleBar, Presets } from 'cli-progress';
import { Command } from 'commander';
import type { EventStore } from '#eventsourcing';
import { ADDRESSES } from '#stores';
import { copyLog, digestOfLog, LogsDiffer } from '../copy-log.js';
import { ExitCode, Failure } from '../exit-code.js';
import { countEvents, openLog } from '../open-log.js';

/** `homeward copy`: moves a log from one store to another, and proves that it is the same. */
export function copyCommand(): Command {
  return new Command('copy')
    .requiredOption('--from <address>', `the log to read: ${ADDRESSES}`)
    .requiredOption('--to <address>', 'the log to write: empty, or the beginning of the same log')
    .addHelpText('after', '\nRun again after an interruption, it checks what is there and goes on behind it.')
    .action(async ({ from, to }: { from: string; to: string }) => {
      if (from === to) throw new Failure('--from and --to name the same log', ExitCode.Usage);
      const source = await openLog('--from', from, { readOnly: true });
      try {
        const target = await openLog('--to', to, { takesRepeatedIds: true });
        try {
          await copy(source, target);
        } finally {
          await target.close();
        }
      } finally {
        await source.close();
      }
    });
}

async function copy(source: EventStore, target: EventStore): Promise<void> {
  const bar = new SingleBar(
    {
      format: '{stage} [{bar}] {value}/{total} records, {rate} a second, {eta_formatted} left',
      noTTYOutput: false,
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  try {
    const total = await countEvents(source);
    const stage = (name: string): ((done: number) => void) => {
      const started = performance.now();
      bar.start(total, 0, { stage: name, rate: '-' });
      return (done) => bar.update(done, { rate: Math.round((done * 1_000) / (performance.now() - started)) });
    };
    const { found, copied } = await copyLog(source, target, stage('copying  '));
    const verified = stage('verifying');
    const [given, kept] = [await digestOfLog(source), await digestOfLog(target, verified)];
    bar.stop();
    if (given !== kept) throw new Failure(`the copy differs from the original: ${given} and ${kept}`);
    console.log(`${found} records were there, ${copied} copied; both logs are the same: SHA-256 ${kept}`);
  } catch (error) {
    bar.stop();
    if (error instanceof LogsDiffer) throw new Failure(error.message);
    throw error;
  }
}
