import { fold, given } from '#eventsourcing/testing';
import { cohort, exactly, type CohortEvent, type KnownCohort, type Whereabouts } from '#cases/model';
import { AT, refusedFields, registered, went } from '../../../../libs/cases/testing/case-files.js';
import { USE_CASES } from '#cases';
import type { PlaceDraft } from '../parts/place-field.js';
import { Unfinished } from '../parts/unfinished.js';
import { LANGUAGES, speak, w, type Language } from '../words/words.js';
import type { Act, Beginning } from './act.js';
import { ACTS } from './acts.js';
import { OFFERED } from './offered.js';

interface Sample {
  /** The case file that it is recorded in. */
  readonly history: readonly CohortEvent[];
  readonly at?: Whereabouts;
  readonly entryId?: string;
  /** What somebody fills in. */
  readonly fill: object;
}

const BELARUS: PlaceDraft = { country: 'BY', name: 'Gomel' };
const SOURCE = { source: 'ru-mod', reliability: 'E', credibility: '4' };

/** Each form filled in once, with all that it has. */
const SAMPLES: Readonly<Record<keyof typeof OFFERED, Sample>> = {
  'record-exchange': {
    history: [registered()],
    at: AT.custody,
    fill: {
      exchangeId: '2025-08-24',
      place: BELARUS,
      intermediaries: ['AE'],
      terms: 'unilateral',
      headcount: { kind: 'about', value: '100' },
      basis: SOURCE,
    },
  },
  'mark-in-transit': {
    history: [registered(exactly(146), AT.released)],
    at: AT.released,
    fill: {
      destination: BELARUS,
      expectedOn: { as: 'month', text: '2025-09' },
      headcount: { kind: 'between', low: '138', high: '146' },
      basis: SOURCE,
    },
  },
  'admit-to-interim-care': {
    history: [registered(exactly(146), AT.released), went(AT.released, AT['in-transit'], exactly(140))],
    at: AT['in-transit'],
    fill: { place: BELARUS, services: ['medical', 'documents'], expectedDays: '14', occurredOn: { as: 'not-stated' } },
  },
};

const NOW = '2026-01-02T03:04:05.000Z';

function beginningOf({ history, at, entryId }: Sample): Beginning {
  const state = fold(cohort, 'cohort-a', history) as KnownCohort;
  return { cohort: state, at: at ?? null, entryId: entryId ?? null, today: '2025-12-31' };
}

const useCaseFor = ({ command }: Act) => {
  const name = command.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const found = USE_CASES.find((useCase) => useCase.command.name === name);
  if (found === undefined) throw new Error(`there is no command ${name}`);
  return found;
};

describe('the forms of commands', () => {
  it('are those that are offered, each with its own', () => {
    expect(ACTS.map(({ command }) => command).sort()).toEqual(Object.keys(OFFERED).sort());
  });

  it.each(Object.keys(LANGUAGES) as Language[])('have names in %s', async (language) => {
    await speak(language);
    expect(new Set(ACTS.map(({ command }) => w.act[command])).size).toBe(ACTS.length);
  });
});

describe.each(ACTS.map((act) => [act.command, act] as const))('%s', (command, act) => {
  const sample = SAMPLES[command as keyof typeof OFFERED];
  const beginning = beginningOf(sample);
  const draft = { ...act.begin(beginning), ...sample.fill };

  it('sends a body that the server takes', () => {
    expect(refusedFields(useCaseFor(act).command, act.bodyOf(draft, beginning))).toEqual([]);
  });

  it('foresees what the server decides', () => {
    const body = act.bodyOf(draft, beginning) as { readonly exchangeId?: string };
    const target = act.createsItsOwn === true ? (body.exchangeId ?? '') : 'a';
    const decided = given({ 'cohort-a': sample.history }).when(useCaseFor(act), target, body, { now: NOW }).decided();
    const inFile = decided.flatMap(({ stream, events }) => (stream === 'cohort-a' ? events : []));
    expect([act.foresee(draft, beginning, NOW)]).toEqual(inFile);
  });

  it('says that something is missing where nothing is filled in, or needs nothing', () => {
    const empty = act.begin(beginningOf({ ...sample, at: undefined as never }));
    const outcome = (): unknown => {
      try {
        return act.foresee(empty, beginning, NOW).type;
      } catch (error) {
        return error instanceof Unfinished ? 'unfinished' : error;
      }
    };
    expect(typeof outcome()).toBe('string');
  });
});
