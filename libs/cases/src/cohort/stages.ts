/** Where people can be on their way home, in the order of the way (Geneva Conventions III and IV). */
export const STAGES = [
  'custody',
  'released',
  'in-transit',
  'interim-care',
  'repatriated',
  'rehabilitation',
  'discharged',
  'exited',
] as const;
export type Stage = (typeof STAGES)[number];

export const EXIT_KINDS = ['died', 'declined-repatriation', 'resettled', 're-detained', 'lost-to-follow-up'] as const;
export type ExitKind = (typeof EXIT_KINDS)[number];

/** Where people can be who had left the way home. */
export const RETURN_STAGES = [
  'custody',
  'released',
  'in-transit',
  'interim-care',
  'repatriated',
  'rehabilitation',
] as const satisfies readonly Stage[];
export type ReturnStage = (typeof RETURN_STAGES)[number];

interface MovementRule {
  readonly from: readonly Stage[];
  readonly to: readonly Stage[];
}

/** The one table of movements between stages: the decisions, `allowedActions` and every client follow it. */
export const MOVEMENTS = {
  'record-exchange': { from: ['custody'], to: ['released'] },
  'transfer-custody': { from: ['custody'], to: ['custody'] },
  'mark-in-transit': { from: ['released', 'interim-care', 'repatriated', 'rehabilitation'], to: ['in-transit'] },
  'admit-to-interim-care': { from: ['released', 'in-transit'], to: ['interim-care'] },
  'mark-repatriated': { from: ['released', 'in-transit', 'interim-care'], to: ['repatriated'] },
  'begin-rehabilitation': { from: ['repatriated', 'in-transit'], to: ['rehabilitation'] },
  'complete-rehabilitation': { from: ['rehabilitation'], to: ['discharged'] },
  'record-exit': {
    from: ['custody', 'released', 'in-transit', 'interim-care', 'repatriated', 'rehabilitation'],
    to: ['exited'],
  },
  // Not of those who died: `record-return.ts`.
  'record-return': { from: ['exited'], to: RETURN_STAGES },
} as const satisfies Record<string, MovementRule>;

export type MovementAction = keyof typeof MOVEMENTS;

/** What can be done with a cohort wherever its people are. */
const ANYWHERE = ['split-cohort', 'merge-cohorts', 'confirm-whereabouts', 'correct-headcount'] as const;

/** What can be done whether anybody is there or not. */
const ALWAYS = ['rename-cohort', 'amend-entry', 'retract-entry', 'assign-cohort'] as const;

export type Action =
  | MovementAction
  | (typeof ANYWHERE)[number]
  | (typeof ALWAYS)[number]
  | 'watch-cohort'
  | 'end-watch'
  | 'acknowledge-handover';

/** What may be done with people who are in these stages, in the table's order. */
export function actionsFrom(stages: ReadonlySet<Stage>): Action[] {
  const movements = (Object.keys(MOVEMENTS) as MovementAction[]).filter((action) =>
    MOVEMENTS[action].from.some((stage) => stages.has(stage)),
  );
  return [...movements, ...(stages.size > 0 ? ANYWHERE : []), ...ALWAYS];
}
