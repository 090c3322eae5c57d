import { whereabouts, type CohortEvent } from '#cases/model';
import { LANGUAGES, speak, type Language } from '../words/words.js';
import { said, saidBesides } from './said.js';

const FACTS = { occurredOn: null, basis: null };
const CUSTODY = whereabouts('custody', { country: 'UA' });
const CARE = whereabouts('interim-care', { country: 'BY', place: 'a sanatorium' });
const moving = (people: number) => [
  { from: CUSTODY, to: CARE, people: { kind: 'exact' as const, value: people }, whole: false },
];
const moves = { ...FACTS, moved: moving(146) };

const EVENTS: readonly CohortEvent[] = [
  {
    type: 'CohortRegistered',
    data: {
      ...FACTS,
      moved: [{ from: null, to: CUSTODY, people: { kind: 'about', value: 6000 }, whole: false }],
      cohortId: 'a',
      name: 'A',
      category: 'prisoner-of-war',
      powerOfOrigin: 'RU',
      detainingPower: 'UA',
      headcount: { kind: 'about', value: 6000 },
      custodian: null,
      custodySince: null,
      legalStatus: null,
      partOf: null,
      watched: true,
    },
  },
  { type: 'CustodyTransferred', data: { ...moves, detainingPower: 'UA', custodian: null } },
  { type: 'CohortHandedOver', data: { ...moves, exchangeId: 'x', leg: 1, terms: 'exchange' } },
  { type: 'CohortHandedOver', data: { ...moves, exchangeId: 'x', leg: 1, terms: 'unilateral' } },
  { type: 'CohortDeparted', data: { ...moves, expectedOn: '2025-08-24' } },
  { type: 'CohortAdmittedToInterimCare', data: { ...moves, services: ['medical'], expectedDays: 14 } },
  { type: 'CohortRepatriated', data: moves },
  { type: 'RehabilitationBegun', data: { ...moves, operator: 'a ministry', services: [] } },
  { type: 'RehabilitationCompleted', data: moves },
  { type: 'ExitRecorded', data: { ...moves, kind: 'resettled' } },
  { type: 'ReturnRecorded', data: { ...moves, exitEntryId: 'e' } },
  { type: 'CohortRenamed', data: { ...FACTS, name: 'B' } },
  { type: 'CohortSplit', data: { ...moves, newCohortId: 'b' } },
  { type: 'CohortMerged', data: { ...moves, role: 'merged', other: 'b' } },
  { type: 'CohortMerged', data: { ...moves, role: 'absorbing', other: 'b' } },
  { type: 'HeadcountCorrected', data: { ...moves, change: -2, reason: 'counted twice' } },
  { type: 'HeadcountCorrected', data: { ...moves, change: null, reason: 'counted again' } },
  {
    type: 'EntryAmended',
    data: { entryId: 'e', amended: 'CohortDeparted', follows: null, reason: 'a day late', amendments: {}, moved: [] },
  },
  { type: 'CohortWatched', data: { assignee: 'c' } },
  { type: 'WatchEnded', data: { reason: null } },
  { type: 'CohortAssigned', data: { assignee: null } },
  { type: 'EntryRetracted', data: { ...FACTS, entryId: 'e', retracted: 'CohortDeparted', reason: 'wrong' } },
  { type: 'WhereaboutsConfirmed', data: { ...FACTS, at: CARE } },
  { type: 'HandoverAcknowledged', data: { ...FACTS, entryId: 'e' } },
];

describe('what an entry says', () => {
  it.each(Object.keys(LANGUAGES) as Language[])(
    'is a sentence of its own for every kind of entry, in %s',
    async (language) => {
      await speak(language);
      const sentences = EVENTS.map(said);
      expect(new Set(sentences).size).toBe(EVENTS.length);
      for (const sentence of sentences) expect(sentence).not.toMatch(/undefined|null|Cohort[A-Z]|Recorded/);
    },
  );

  it('names how many and where to', async () => {
    await speak('en');
    expect(said(EVENTS[0]!)).toBe('Registered: about 6,000 in custody, Ukraine');
    expect(said(EVENTS[5]!)).toBe('146 taken into interim care, a sanatorium, Belarus');
    expect(said(EVENTS[15]!)).toBe('Count corrected, −2: counted twice');
  });

  it('says besides what is expected and what they are given', async () => {
    await speak('en');
    expect(saidBesides(EVENTS[5]!)).toEqual(['services: medical care', 'expected for 14 days']);
    expect(saidBesides(EVENTS[4]!)).toEqual(['expected 24 Aug 2025']);
  });

  it('says that it does not know an entry of a newer server', async () => {
    await speak('en');
    expect(said({ type: 'Beamed', data: FACTS } as never)).toContain('(Beamed)');
  });

  it('keeps what people wrote apart from an Arabic sentence', async () => {
    await speak('ar');
    expect(said(EVENTS[11]!)).toContain('\u2068B\u2069');
  });
});
