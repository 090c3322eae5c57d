import type { SourceGraded, SourceRegistered, SourceWithdrawn, StatementCaptured } from '../src/sources/events.js';

/** The first entry of a source's file; without facts, one that speaks for itself. */
export function registeredSource(sourceId = 'ru-mod', facts: Partial<SourceRegistered['data']> = {}): SourceRegistered {
  return {
    type: 'SourceRegistered',
    data: {
      sourceId,
      name: 'Russian Ministry of Defence',
      publisher: null,
      kind: 'armed-forces',
      party: null,
      independenceGroup: sourceId,
      url: null,
      ...facts,
    },
  };
}

export function gradedSource(reliability: SourceGraded['data']['reliability']): SourceGraded {
  return { type: 'SourceGraded', data: { reliability, reason: 'right so far' } };
}

export function withdrawnSource(): SourceWithdrawn {
  return { type: 'SourceWithdrawn', data: { reason: 'it copied another one' } };
}

/** SHA-256 of no bytes at all: the fingerprint of any copy in these files. */
export const SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export function capturedStatement(facts: Partial<StatementCaptured['data']> = {}): StatementCaptured {
  return {
    type: 'StatementCaptured',
    data: {
      statementId: 'telegram-1',
      sourceId: 'ru-mod',
      url: null,
      publishedOn: null,
      capturedAt: '2025-08-24T12:00:00Z',
      method: 'screenshot',
      collector: 'the documentation desk',
      credibility: '6',
      sha256: SHA256,
      mediaType: 'image/png',
      bytes: 1,
      ...facts,
    },
  };
}
