import { addDays, exactly, type Figure } from '#cases';
import { Rejected } from '#eventsourcing';
import fc from 'fast-check';
import { alertId } from '../src/index.js';
import type { CaseFiles } from './case-files.js';

/** Something that somebody may say or decide about exchanges, claims, sources and alerts: what does not fit is refused. */
export interface Said {
  readonly what: keyof typeof COMMANDS;
  /** Which of the files. */
  readonly file: number;
  readonly people: Figure;
  readonly source: string | null;
  /** Which of the entries so far, counted from the newest. */
  readonly entry: number;
  readonly day: string;
  readonly category: 'prisoner-of-war' | 'civilian' | null;
}

const FILES = 2;
const SOURCES = ['ru-mod', 'ru-agency', 'wam'];
const DAYS = ['2025-08-03', '2025-08-10', '2025-08-17', '2025-08', '2025-08-05/..'];

const figures = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 9 }).map(exactly) },
  { weight: 1, arbitrary: fc.constant<Figure>({ kind: 'not-stated' }) },
  { weight: 1, arbitrary: fc.constant<Figure>({ kind: 'between', low: 4, high: 7 }) },
);

interface Step extends Said {
  readonly id: string;
  readonly entryId: string;
  readonly basis: { readonly source: string } | null;
  readonly number: number;
}

type Asked = readonly [command: string, target: string, fields: object];

const cohortOf = ({ id, number, people, category }: Step) => ({
  cohortId: `${id}-${number}`,
  name: id,
  category: category ?? 'civilian',
  powerOfOrigin: 'RU',
  detainingPower: 'UA',
  headcount: people,
});

const arranged = (step: Step, legs: readonly object[]) => ({
  exchangeId: step.id,
  occurredOn: step.day,
  intermediaries: [null, [], ['AE'], ['AE', 'TR']][step.entry % 4],
  basis: step.basis,
  legs,
});

const line = ({ category, people }: Step) => ({ powerOfOrigin: 'RU', category, headcount: people });

const COMMANDS = {
  plan: (step: Step): Asked => {
    const { cohortId: _, name: __, ...leg } = cohortOf(step);
    return ['PlanExchange', step.id, { ...arranged(step, [leg]), planned: true }];
  },
  record: (step: Step): Asked => ['RecordExchange', step.id, arranged(step, [{ register: cohortOf(step) }])],
  report: (step: Step): Asked => [
    'AddExchangeReport',
    step.id,
    { figures: [line(step)], basis: step.basis ?? { source: 'un' } },
  ],
  accept: (step: Step): Asked => ['AcceptFigure', step.id, { ...line(step), reason: 'decided', basis: step.basis }],
  abort: ({ id }: Step): Asked => ['AbortExchange', id, { reason: 'called off' }],
  takeEntryBack: ({ id, entryId }: Step): Asked => ['RetractExchangeEntry', id, { entryId, reason: 'an error' }],
  takeExchangeBack: ({ id }: Step): Asked => ['RetractExchange', id, { reason: 'recorded twice' }],
  acknowledge: ({ entryId }: Step): Asked => ['AcknowledgeHandover', '', { entryId }],
  moveOn: ({ day }: Step): Asked => ['MarkInTransit', '', { destination: { country: 'BY' }, occurredOn: day }],
  takeBack: ({ entryId }: Step): Asked => ['RetractEntry', '', { entryId, reason: 'an error' }],
  claim: ({ id, people, category, basis, day }: Step): Asked => [
    'ClaimHeldPopulation',
    id,
    {
      claimId: id,
      detainingPower: 'UA',
      powerOfOrigin: 'RU',
      category: category ?? 'civilian',
      headcount: people,
      asOf: day,
      basis,
    },
  ],
  acceptClaim: ({ id, people }: Step): Asked => ['AcceptClaim', id, { headcount: people, reason: 'decided' }],
  takeClaimBack: ({ id, entryId }: Step): Asked => ['RetractClaim', id, { entryId, reason: 'an error' }],
  total: ({ id, people, basis, day, category }: Step): Asked => [
    'RecordPublishedTotal',
    id,
    {
      totalId: id,
      claimant: 'UAE',
      total: people,
      asOf: day,
      basis,
      rule: { intermediaries: ['AE'], categories: category && [category] },
    },
  ],
  takeTotalBack: ({ id, entryId }: Step): Asked => ['RetractTotal', id, { entryId, reason: 'an error' }],
  register: ({ source }: Step): Asked => [
    'RegisterSource',
    source ?? 'un',
    { sourceId: source ?? 'un', name: 'A source', kind: 'media', independenceGroup: source?.slice(0, 2) },
  ],
  grade: ({ source, entry }: Step): Asked => [
    'GradeSource',
    source ?? 'un',
    { reliability: 'ABCD'[entry % 4], reason: 'judged' },
  ],
  withdraw: ({ source }: Step): Asked => ['WithdrawSource', source ?? 'un', { reason: 'invented' }],
  capture: ({ id, source, number }: Step): Asked => [
    'CaptureStatement',
    `${id}-${number}`,
    {
      statementId: `${id}-${number}`,
      sourceId: source ?? 'un',
      capturedAt: '2025-08-01T00:00:00Z',
      method: 'screenshot',
      collector: 'Field office',
      sha256: 'a'.repeat(64),
      mediaType: 'image/png',
      bytes: 10,
    },
  ],
  dispute: ({ entryId, basis }: Step): Asked => [
    'DisputeEntry',
    entryId,
    { reason: 'no', basis: basis ?? { source: 'un' } },
  ],
  corroborate: ({ entryId, basis }: Step): Asked => ['CorroborateEntry', entryId, { basis: basis ?? { source: 'un' } }],
  define: ({ category, entry }: Step): Asked => [
    'DefinePathway',
    'ru-military',
    {
      pathwayId: 'ru-military',
      name: 'Another way',
      category: category ?? 'civilian',
      powerOfOrigin: 'RU',
      stages: [{ stage: 'released', country: null, limitDays: entry % 5 }],
      acknowledgeDays: 2,
      reason: 'agreed again',
    },
  ],
  withdrawPathway: (): Asked => ['WithdrawPathway', 'ru-military', { reason: 'nobody goes there' }],
  takeInHand: (step: Step): Asked => ['AcknowledgeAlert', alertOf(step), { reason: 'asked' }],
  putAside: (step: Step): Asked => ['SnoozeAlert', alertOf(step), { until: '2025-09-20', reason: 'a call is agreed' }],
} as const;

function alertOf({ id, entry, category }: Step): string {
  if (entry % 2 === 0) return alertId({ kind: 'no-basis', about: 'cohort' }, { cohortId: `${id}-0`, exchangeId: null });
  const about = ['RU', category].filter((part) => part !== null).join(' ');
  return alertId({ kind: 'reports-disagree', about }, { cohortId: null, exchangeId: id });
}

/** What was said of a few files, the most frequent things more often. */
export const fileHistories: fc.Arbitrary<readonly Said[]> = fc.array(
  fc.record<Said>({
    what: fc.constantFrom(
      ...(Object.keys(COMMANDS) as Said['what'][]),
      ...([
        'record',
        'record',
        'report',
        'report',
        'accept',
        'acknowledge',
        'takeBack',
        'claim',
        'total',
        'register',
        'withdraw',
      ] as const),
    ),
    file: fc.nat({ max: FILES - 1 }),
    people: figures,
    source: fc.option(fc.constantFrom(...SOURCES), { nil: null, freq: 4 }),
    entry: fc.nat({ max: 9 }),
    day: fc.constantFrom(...DAYS),
    category: fc.constantFrom('prisoner-of-war', 'civilian', null),
  }),
  { minLength: 15, maxLength: 60, size: 'max' },
);

/** Says one thing after another, one a day. What a rule refuses was not said. Calls `between` after everything that was. */
export async function say(
  files: CaseFiles,
  history: readonly Said[],
  between: () => Promise<void> = async () => {},
): Promise<void> {
  files.now = '2025-08-19T12:00:00.000Z';
  for (const sourceId of SOURCES.slice(1)) {
    await files.send('RegisterSource', sourceId, { sourceId, name: 'A source', kind: 'media' });
  }
  for (const [index, said] of history.entries()) {
    files.now = `${addDays('2025-08-20', Math.floor(index / 2))}T12:00:00.000Z`;
    const entries: { readonly id: string; readonly stream: string }[] = [];
    for await (const { id, stream } of files.store.readAll()) entries.push({ id, stream });
    const about = (of: string) => {
      const fitting = entries.filter(({ stream }) => stream.startsWith(of));
      return fitting.at(-1 - (said.entry % Math.max(1, fitting.length)));
    };
    const id = `file-${said.file}`;
    const basis = said.source === null ? null : { source: said.source };
    const cohort = about('cohort-');
    const ofCohort = said.what === 'acknowledge' || said.what === 'takeBack' || said.what === 'moveOn';
    const own = { claim: 'claim-', total: 'total-', takeClaimBack: 'claim-', takeTotalBack: 'total-' }[
      said.what as 'claim'
    ];
    const entry = ofCohort ? cohort : about(own ?? (said.what === 'takeEntryBack' ? `exchange-${id}` : ''));
    const step: Step = { ...said, id, basis, entryId: entry?.id ?? '', number: index };
    const [command, target, fields] = COMMANDS[said.what](step);
    try {
      const written = await files.send(
        command,
        ofCohort ? (cohort?.stream.slice('cohort-'.length) ?? 'none') : target,
        fields,
      );
      if (written.length > 0) await between();
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
    }
  }
}

export const FILE_IDS = Array.from({ length: FILES }, (_, file) => `file-${file}`);
export const SOURCE_IDS = [...SOURCES, 'un'];
