import type { Stage } from '../cohort/stages.js';
import type { ExpectedStage, Pathway } from './events.js';

const stage = (name: Stage, limitDays: number | null, country: string | null = null): ExpectedStage => ({
  stage: name,
  country,
  limitDays,
});

/** Before August 2024 those returned to Russia went straight home; since then they pass through Belarus. */
const BELARUS_SINCE = '2024-08-01';
const LAST_DAY_BEFORE = '2024-07-31';

const WATCH = { acknowledgeDays: 7, confirmDays: 30 } as const;

/**
 * What is expected until an administrator defines it otherwise. The stages are those that the parties describe; the
 * limits are Homeward's own, set so that somebody asks in good time, and no party has promised them.
 */
export const DEFAULT_PATHWAYS: readonly Pathway[] = [
  {
    ...WATCH,
    pathwayId: 'ru-military',
    name: 'Russian servicemen, by way of Belarus',
    category: 'prisoner-of-war',
    powerOfOrigin: 'RU',
    from: BELARUS_SINCE,
    until: null,
    stages: [
      stage('custody', null),
      stage('released', 2),
      stage('in-transit', 3),
      stage('interim-care', 21, 'BY'),
      stage('repatriated', 7, 'RU'),
      stage('rehabilitation', 60, 'RU'),
      stage('discharged', null),
    ],
  },
  {
    ...WATCH,
    pathwayId: 'ru-military-direct',
    name: 'Russian servicemen, straight home',
    category: 'prisoner-of-war',
    powerOfOrigin: 'RU',
    from: null,
    until: LAST_DAY_BEFORE,
    stages: [
      stage('custody', null),
      stage('released', 2),
      stage('in-transit', 3),
      stage('repatriated', 7, 'RU'),
      stage('rehabilitation', 60, 'RU'),
      stage('discharged', null),
    ],
  },
  {
    ...WATCH,
    pathwayId: 'kursk-civilians',
    name: 'Residents of the Kursk region, by way of Belarus',
    category: 'civilian',
    powerOfOrigin: 'RU',
    from: BELARUS_SINCE,
    until: null,
    stages: [
      stage('custody', null),
      stage('released', 2),
      stage('in-transit', 3),
      stage('interim-care', 21, 'BY'),
      stage('repatriated', 7, 'RU'),
      // A temporary accommodation point.
      stage('rehabilitation', 90, 'RU'),
      stage('discharged', null),
    ],
  },
  {
    ...WATCH,
    pathwayId: 'ua-military',
    name: 'Ukrainian servicemen: reintegration in preparatory, main and additional stages',
    category: 'prisoner-of-war',
    powerOfOrigin: 'UA',
    from: null,
    until: null,
    stages: [
      stage('custody', null),
      stage('released', 2),
      stage('repatriated', 7, 'UA'),
      stage('rehabilitation', 120, 'UA'),
      stage('discharged', null),
    ],
  },
];
