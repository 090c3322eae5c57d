import type { EntryRetracted } from '../src/cohort/events.js';
import type { ClaimAccepted, HeldPopulationClaimed, PublishedTotalRecorded } from '../src/claims/events.js';
import { EVERYTHING } from '../src/claims/inclusion-rule.js';
import { exactly, type Figure } from '../src/values/figure.js';

const UNSOURCED = { occurredOn: null, basis: null } as const;

/** What an anonymous source said in August 2025: about 6,000 Ukrainian prisoners of war are held in Russia. */
export function claimed(
  people: Figure = { kind: 'about', value: 6000 },
  facts: Partial<HeldPopulationClaimed['data']> = {},
): HeldPopulationClaimed {
  return {
    type: 'HeldPopulationClaimed',
    data: {
      claimId: 'c',
      detainingPower: 'RU',
      powerOfOrigin: 'UA',
      category: 'prisoner-of-war',
      population: null,
      people,
      asOf: null,
      custodian: null,
      legalStatus: null,
      heldSince: null,
      ...UNSOURCED,
      ...facts,
    },
  };
}

export function acceptedClaim(people: Figure): ClaimAccepted {
  return { type: 'ClaimAccepted', data: { people, reason: 'both sides say so', ...UNSOURCED } };
}

/** A running total of the United Arab Emirates, of everyone. */
export function recordedTotal(
  total: Figure = exactly(4641),
  facts: Partial<PublishedTotalRecorded['data']> = {},
): PublishedTotalRecorded {
  return {
    type: 'PublishedTotalRecorded',
    data: {
      totalId: 't',
      claimant: 'United Arab Emirates',
      total,
      asOf: '2025-08-24',
      rule: EVERYTHING,
      remark: null,
      occurredOn: '2025-08-24',
      basis: null,
      ...facts,
    },
  };
}

/** An entry of a claim's or a total's file that strikes an earlier one through. */
export function takenBack(entryId: string, type: string): EntryRetracted {
  return { type: 'EntryRetracted', data: { entryId, retracted: type, reason: 'a mistake', ...UNSOURCED } };
}
