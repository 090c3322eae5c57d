import { given, type History } from '#eventsourcing/testing';
import { refusedFields, useCaseOf } from '../../../testing/case-files.js';
import { capturedStatement, registeredSource, SHA256, withdrawnSource } from '../../../testing/source-files.js';
import { CaptureStatement, MAX_COPY_BYTES } from './capture-statement.js';

const STATEMENT = {
  statementId: 'telegram-1',
  sourceId: 'ru-mod',
  capturedAt: '2025-08-24T12:00:00Z',
  method: 'screenshot',
  collector: 'the documentation desk',
  sha256: SHA256,
  mediaType: 'image/png',
  bytes: 1,
} as const;
const capture = (fields: object = {}, history: History = { 'source-ru-mod': [registeredSource()] }) =>
  given(history).when(useCaseOf(CaptureStatement), 'telegram-1', { ...STATEMENT, ...fields });

describe('capturing a statement', () => {
  it('keeps its fingerprint, how it was captured and by which desk; ungraded it cannot be judged', () => {
    capture().then({ 'statement-telegram-1': [capturedStatement()] });
  });

  it('keeps where and when it was published, and its grade', () => {
    const facts = { url: 'https://t.me/example', publishedOn: '2025-08-24', credibility: '2' } as const;
    capture(facts).thenEvents(capturedStatement(facts));
  });

  it('is refused under an id that is taken', () => {
    capture({}, { 'statement-telegram-1': [capturedStatement()] }).thenRejected('statement-exists', {
      statementId: 'telegram-1',
    });
  });

  it('is refused where the source is not there, or not any more', () => {
    capture({}, {}).thenRejected('source-not-found', { sourceId: 'ru-mod' });
    capture({}, { 'source-ru-mod': [registeredSource(), withdrawnSource()] }).thenRejected('source-withdrawn');
  });

  it('is refused where it was captured tomorrow or later; a clock may be a day ahead', () => {
    expect(capture({ capturedAt: '2026-01-03T03:04:05.000Z' }).decided()).toHaveLength(1);
    capture({ capturedAt: '2026-01-03T03:04:05.001Z' }).thenRejected('occurred-in-the-future');
    expect(capture({ capturedAt: '2026-01-03T05:04:05+02:00' }).decided()).toHaveLength(1);
  });

  it('is refused where it was published in the future', () => {
    capture({ publishedOn: '2026-01-04' }).thenRejected('occurred-in-the-future', { occurredOn: '2026-01-04' });
    expect(capture({ publishedOn: '2026-01' }).decided()).toHaveLength(1);
  });

  it('needs its source, its copy and how it came about', () => {
    expect(refusedFields(CaptureStatement, STATEMENT)).toEqual([]);
    expect(refusedFields(CaptureStatement, {}).toSorted()).toEqual(Object.keys(STATEMENT).toSorted());
  });

  it.each<[string, unknown]>([
    ['statementId', 'Telegram 1'],
    ['url', 'file:///etc/passwd'],
    ['publishedOn', 'yesterday'],
    ['capturedAt', '2025-08-24'],
    ['capturedAt', '2025-02-30T00:00:00Z'],
    ['capturedAt', '2025-08-24T12:00:00'],
    ['method', 'hearsay'],
    ['collector', ''],
    ['credibility', '1'],
    ['sha256', SHA256.toUpperCase()],
    ['sha256', SHA256.slice(1)],
    ['mediaType', 'png'],
    ['bytes', 0],
    ['bytes', 1.5],
    ['bytes', MAX_COPY_BYTES + 1],
  ])('is refused for its %s: %j', (field, value) => {
    expect(refusedFields(CaptureStatement, { ...STATEMENT, [field]: value })).toEqual([field]);
  });
});
