import { commandsOf } from '#eventsourcing';
import { given } from '#eventsourcing/testing';
import { importBatch } from '../import-batch.js';
import { ReverseImport, reverseImport } from './reverse-import.js';

const useCase = commandsOf(importBatch)(ReverseImport, reverseImport);
const STARTED = { type: 'ImportStarted', data: { importId: 'i', kind: 'exchanges' } };
const COMPLETED = { type: 'ImportCompleted', data: { rows: 3, recorded: 2, amended: 0, refused: 1 } };
const FIELDS = { reason: 'a wrong table', entries: 2 };
const REVERSED = { type: 'ImportReversed', data: FIELDS };

describe('reversing an import', () => {
  it('says how much was taken back, whether it was completed or interrupted', () => {
    for (const history of [[STARTED], [STARTED, COMPLETED]]) {
      given({ 'import-i': history }).when(useCase, 'i', FIELDS).thenEvents(REVERSED);
    }
  });

  it('is already so where it was reversed', () => {
    given({ 'import-i': [STARTED, COMPLETED, REVERSED] })
      .when(useCase, 'i', FIELDS)
      .thenNothing();
  });

  it('is refused where there is none', () => {
    given({}).when(useCase, 'i', FIELDS).thenRejected('import-not-found');
  });
});
