import { commandsOf, type UseCase } from '#eventsourcing';
import { CompleteImport, completeImport } from './commands/complete-import.js';
import { ReverseImport, reverseImport } from './commands/reverse-import.js';
import { StartImport, startImport } from './commands/start-import.js';
import { importBatch } from './import-batch.js';

const on = commandsOf(importBatch);

/** What happens to an import as a whole. Its rows are recorded by the use cases of what they are about. */
export const importUseCases: readonly UseCase<any>[] = [
  on(StartImport, startImport),
  on(CompleteImport, completeImport),
  on(ReverseImport, reverseImport),
];
