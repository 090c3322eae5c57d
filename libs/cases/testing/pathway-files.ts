import type { Pathway, PathwayDefined, PathwayWithdrawn } from '../src/pathways/events.js';

/** The way of Russian prisoners of war by Belarus, with a limit in every stage where one makes sense. */
export const BY_BELARUS: Pathway = {
  pathwayId: 'by-belarus',
  name: 'by Belarus',
  category: 'prisoner-of-war',
  powerOfOrigin: 'RU',
  from: null,
  until: null,
  stages: [
    { stage: 'custody', country: null, limitDays: null },
    { stage: 'released', country: null, limitDays: 2 },
    { stage: 'in-transit', country: null, limitDays: 3 },
    { stage: 'interim-care', country: 'BY', limitDays: 21 },
    { stage: 'repatriated', country: 'RU', limitDays: 7 },
    { stage: 'rehabilitation', country: 'RU', limitDays: 60 },
    { stage: 'discharged', country: null, limitDays: null },
  ],
  acknowledgeDays: 7,
  confirmDays: 30,
};

export function definedPathway(facts: Partial<Pathway> = {}): PathwayDefined {
  return { type: 'PathwayDefined', data: { ...BY_BELARUS, ...facts, reason: 'as the parties describe it' } };
}

export function withdrawnPathway(): PathwayWithdrawn {
  return { type: 'PathwayWithdrawn', data: { reason: 'nobody goes this way' } };
}
