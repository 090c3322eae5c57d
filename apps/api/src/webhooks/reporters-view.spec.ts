import 'reflect-metadata';
import type { Recorded } from '#eventsourcing';
import { reportersView, TOLD_TYPES } from './reporters-view.js';

const SOURCE = 'urn:homeward:log:ngo.example/homeward';
const basis = {
  source: 'ru-mod',
  url: 'https://t.me/example',
  publishedOn: '2025-08-24',
  reliability: 'F',
  credibility: '6',
};

function event(type: string, data: object): Recorded {
  return {
    type,
    data,
    id: '6f5d7c1e-0c5c-5b0e-9d43-2f6a1c7b8e90',
    stream: 'cohort-a',
    revision: 3,
    position: '0000000000000042',
    schema: 1,
    actor: 'Field office',
    organisation: 'An organisation',
    command: { id: 'c', name: 'MarkInTransit', digest: 'd' },
    correlation: 'an import',
    causation: 'e',
    recordedAt: '2025-08-24T12:00:00.000Z',
    canonical: '{}',
  };
}

describe('what reporters are told of an event', () => {
  it('is a CloudEvent that does not say who recorded it, nor by which command or import', () => {
    const told = reportersView(
      event('CohortDeparted', { moved: [], expectedOn: null, occurredOn: null, basis }),
      SOURCE,
    )!;
    expect(told.source).toBe(SOURCE);
    expect(Object.keys(told).sort()).toEqual([
      'data',
      'datacontenttype',
      'id',
      'position',
      'revision',
      'schemaversion',
      'source',
      'specversion',
      'subject',
      'time',
      'type',
    ]);
  });

  it('has of the basis of a case file the grade alone', () => {
    const told = reportersView(
      event('CohortDeparted', { moved: [], expectedOn: null, occurredOn: '2025', basis }),
      SOURCE,
    );
    expect(told!.data).toEqual({
      moved: [],
      expectedOn: null,
      occurredOn: '2025',
      basis: { reliability: 'F', credibility: '6' },
    });
    expect(reportersView(event('CohortRepatriated', { moved: [], basis: null }), SOURCE)!.data).toEqual({
      moved: [],
      basis: null,
    });
  });

  it('has the whole basis where lists show it', () => {
    const told = reportersView(event('ExchangeReported', { figures: [], occurredOn: null, basis }), SOURCE);
    expect(told!.data).toEqual({ figures: [], occurredOn: null, basis });
  });

  it('has no reason of a correction, and no field that nobody thought of', () => {
    const data = { moved: [], change: -1, reason: 'Counted twice', note: 'sealed', occurredOn: null, basis: null };
    expect(reportersView(event('HeadcountCorrected', data), SOURCE)!.data).toEqual({
      moved: [],
      change: -1,
      occurredOn: null,
      basis: null,
    });
  });

  it('is nothing of imports, and of what nobody thought of', () => {
    for (const type of ['ImportStarted', 'ImportCompleted', 'ImportReversed', 'SomethingNew', 'toString']) {
      expect([type, reportersView(event(type, {}), SOURCE)]).toEqual([type, undefined]);
      expect(TOLD_TYPES).not.toContain(type);
    }
  });
});
