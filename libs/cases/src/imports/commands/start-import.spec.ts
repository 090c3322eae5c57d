import { commandsOf } from '#eventsourcing';
import { given } from '#eventsourcing/testing';
import { importBatch } from '../import-batch.js';
import { StartImport, startImport } from './start-import.js';

const useCase = commandsOf(importBatch)(StartImport, startImport);
const FIELDS = { importId: 'i', kind: 'exchanges', sha256: 'a'.repeat(64), whole: true, amending: false };
const STARTED = { type: 'ImportStarted', data: { ...FIELDS, mapping: null } };

describe('starting an import', () => {
  it('keeps what is brought in, and how', () => {
    given({}).when(useCase, 'i', FIELDS).thenEvents(STARTED);
  });

  it('is refused where there is one of that id', () => {
    given({ 'import-i': [STARTED] })
      .when(useCase, 'i', FIELDS)
      .thenRejected('import-exists');
  });
});
