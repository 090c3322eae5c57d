import { given } from '#eventsourcing/testing';
import { commandsOf } from '#eventsourcing';
import { CompleteImport, completeImport } from './commands/complete-import.js';
import { ReverseImport, reverseImport } from './commands/reverse-import.js';
import { StartImport, startImport } from './commands/start-import.js';
import type { ImportCompleted, ImportReversed, ImportStarted } from './events.js';
import { importBatch } from './import-batch.js';

const on = commandsOf(importBatch);
const FACTS = { importId: 'i', kind: 'exchanges', sha256: 'a'.repeat(64), whole: true, amending: false };
const STARTED: ImportStarted = { type: 'ImportStarted', data: { ...FACTS, mapping: null } };
const COUNTS = { rows: 3, recorded: 2, amended: 0, refused: 1 };
const COMPLETED: ImportCompleted = { type: 'ImportCompleted', data: COUNTS };
const REVERSED: ImportReversed = { type: 'ImportReversed', data: { reason: 'a wrong table', entries: 2 } };

const start = on(StartImport, startImport);
const complete = on(CompleteImport, completeImport);
const reverse = on(ReverseImport, reverseImport);

describe('an import', () => {
  it('starts once', () => {
    given({}).when(start, 'i', FACTS).thenEvents(STARTED);
    given({ 'import-i': [STARTED] })
      .when(start, 'i', FACTS)
      .thenRejected('import-exists');
  });

  it('is completed once it has started, and before it ended', () => {
    given({ 'import-i': [STARTED] })
      .when(complete, 'i', COUNTS)
      .thenEvents(COMPLETED);
    given({}).when(complete, 'i', COUNTS).thenRejected('import-not-found');
    given({ 'import-i': [STARTED, REVERSED] })
      .when(complete, 'i', COUNTS)
      .thenRejected('import-ended');
  });

  it('is reversed once, completed or interrupted', () => {
    for (const history of [[STARTED], [STARTED, COMPLETED]]) {
      given({ 'import-i': history }).when(reverse, 'i', REVERSED.data).thenEvents(REVERSED);
    }
    given({ 'import-i': [STARTED, COMPLETED, REVERSED] })
      .when(reverse, 'i', REVERSED.data)
      .thenNothing();
    given({}).when(reverse, 'i', REVERSED.data).thenRejected('import-not-found');
  });
});
