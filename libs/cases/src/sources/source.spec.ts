import { fold } from '#eventsourcing/testing';
import {
  capturedStatement,
  gradedSource,
  registeredSource,
  SHA256,
  withdrawnSource,
} from '../../testing/source-files.js';
import type { SourceEvent } from './events.js';
import { source } from './source.js';
import { statement } from './statement.js';

const after = (...events: SourceEvent[]) => fold(source, 'source-ru-mod', events);

describe('a source', () => {
  it('is unknown until it is registered, whatever is said of it', () => {
    expect(after()).toEqual({ status: 'unknown' });
    expect(after(gradedSource('A'), withdrawnSource())).toEqual({ status: 'unknown' });
  });

  it('is graded F, "cannot be judged", until somebody judges it', () => {
    expect(after(registeredSource('ru-mod', { independenceGroup: 'russian-state', party: 'RU' }))).toEqual({
      status: 'registered',
      id: 'ru-mod',
      independenceGroup: 'russian-state',
      party: 'RU',
      reliability: 'F',
    });
  });

  it('has its newest grade, and keeps it when it is withdrawn', () => {
    const history = [registeredSource(), gradedSource('B'), gradedSource('C')];
    expect(after(...history)).toMatchObject({ status: 'registered', reliability: 'C' });
    expect(after(...history, withdrawnSource())).toMatchObject({ status: 'withdrawn', reliability: 'C' });
  });
});

describe('a statement', () => {
  it('is unknown until it is captured, and then has its source and fingerprint', () => {
    expect(fold(statement, 'statement-telegram-1', [])).toEqual({ status: 'unknown' });
    expect(fold(statement, 'statement-telegram-1', [capturedStatement()])).toEqual({
      status: 'captured',
      id: 'telegram-1',
      sourceId: 'ru-mod',
      sha256: SHA256,
    });
  });
});
