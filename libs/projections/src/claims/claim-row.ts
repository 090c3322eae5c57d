import { claim as model, type ClaimEvent, type Figure, type HeldPopulationClaimed, type StatedBasis } from '#cases';
import type { Recorded } from '#eventsourcing';
import { dayRange } from '../cohorts/entries.js';
import { stampOf, streamTable, type Stamp, type StreamRow, type Streams } from '../streams/stream-row.js';

/** The decision that a claim's figure, or another, is the one to go by. */
export interface ClaimDecision extends Stamp {
  readonly people: Figure;
  readonly reason: string;
  readonly basis: StatedBasis | null;
  readonly retractedBy: string | null;
}

/** What was said and decided about one claim of a held population since it was made last. */
export interface ClaimFold extends Stamp {
  readonly data: HeldPopulationClaimed['data'];
  /** The entry that struck the claim through. */
  readonly retractedBy: string | null;
  /** The oldest first. */
  readonly decisions: readonly ClaimDecision[];
}

export interface ClaimRow extends StreamRow {
  detaining_power: string;
  power_of_origin: string;
  category: string;
  /** First day that its date can mean; empty where it has none. */
  as_of_from: string;
}

declare module '../database/tables.js' {
  interface Tables {
    claims: ClaimRow;
  }
}

export const claims = streamTable<ClaimRow>('claims', {
  detaining_power: 'text',
  power_of_origin: 'text',
  category: 'text',
  as_of_from: 'text',
});

export const claimStreams: Streams<ClaimFold, ClaimRow> = {
  category: model.category,
  table: 'claims',
  evolve,
  columns: ({ data: { detainingPower, powerOfOrigin, category, asOf } }) => ({
    detaining_power: detainingPower,
    power_of_origin: powerOfOrigin,
    category,
    as_of_from: (asOf === null ? null : dayRange(asOf)?.earliest) ?? '',
  }),
};

function evolve(fold: ClaimFold | undefined, event: Recorded): ClaimFold | undefined {
  const { type, data } = event as unknown as ClaimEvent;
  if (type === 'HeldPopulationClaimed') {
    // Once it was taken back, a claim can be made again under its id.
    if (fold?.retractedBy === null) return fold;
    return { ...stampOf(event), data, retractedBy: null, decisions: [] };
  }
  if (fold === undefined) return undefined;
  switch (type) {
    case 'ClaimAccepted': {
      const { people, reason, basis } = data;
      const decision = { ...stampOf(event), people, reason, basis, retractedBy: null };
      return { ...fold, decisions: [...fold.decisions, decision] };
    }
    case 'EntryRetracted': {
      const decisions = fold.decisions.map((one) =>
        one.entryId === data.entryId ? { ...one, retractedBy: event.id } : one,
      );
      return { ...fold, decisions, retractedBy: fold.entryId === data.entryId ? event.id : fold.retractedBy };
    }
  }
}
