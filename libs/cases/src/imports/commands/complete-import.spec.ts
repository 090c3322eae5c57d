import { commandsOf } from '#eventsourcing';
import { given } from '#eventsourcing/testing';
import { importBatch } from '../import-batch.js';
import { CompleteImport, completeImport } from './complete-import.js';

const useCase = commandsOf(importBatch)(CompleteImport, completeImport);
const STARTED = { type: 'ImportStarted', data: { importId: 'i', kind: 'exchanges' } };
const COUNTS = { rows: 3, recorded: 2, amended: 0, refused: 1 };
const COMPLETED = { type: 'ImportCompleted', data: COUNTS };

describe('completing an import', () => {
  it('says how many rows had which turn', () => {
    given({ 'import-i': [STARTED] })
      .when(useCase, 'i', COUNTS)
      .thenEvents(COMPLETED);
  });

  it('is refused where it never started', () => {
    given({}).when(useCase, 'i', COUNTS).thenRejected('import-not-found');
  });

  it('is refused where it ended', () => {
    const reversed = { type: 'ImportReversed', data: { reason: 'a wrong table', entries: 2 } };
    for (const end of [COMPLETED, reversed]) {
      given({ 'import-i': [STARTED, end] })
        .when(useCase, 'i', COUNTS)
        .thenRejected('import-ended');
    }
  });
});
