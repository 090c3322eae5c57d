import type { EdtfDate, Figure, Leg, Line, PlannedLeg, StatedBasis } from '#cases';
import type { Answer, Page, Paging } from '../answer.js';
import type { ReadModels } from '../database/read-models.js';

export type ExchangeStatus = 'planned' | 'recorded' | 'aborted';

export type ExchangeLeg = (Leg | PlannedLeg) & {
  /** The entry in the cohort's case file; null while it is only planned. */
  readonly entryId: string | null;
  /** The entry that struck the handover through in the cohort's case file. */
  readonly retractedBy: string | null;
  /** The entry by which the receiving side confirmed it. */
  readonly acknowledgedBy: string | null;
};

/** A source's figure for a line. */
export interface Claim {
  /** The entry that states it. */
  readonly entryId: string;
  /** `record`: the exchange's own legs; `report`: another source's figures beside it. */
  readonly from: 'record' | 'report';
  /** The record's figure is a sum of legs, because the line is coarser than they are. */
  readonly summed: boolean;
  readonly people: Figure;
  readonly basis: StatedBasis | null;
  readonly retractedBy: string | null;
}

/** A decision about a line. */
export interface Decision {
  readonly entryId: string;
  readonly people: Figure;
  readonly reason: string;
  readonly basis: StatedBasis | null;
  readonly recordedAt: string;
  readonly actor: string;
  readonly retractedBy: string | null;
}

/** Everything that was claimed and decided about one line. */
export interface LineFile {
  readonly line: Line;
  readonly claims: readonly Claim[];
  /** The oldest first; the newest that stands counts. */
  readonly decisions: readonly Decision[];
  readonly accepted: Figure | null;
  /** `contradict`: they cannot all be true; `differ`: they can, but say different things. */
  readonly disagreement: 'contradict' | 'differ' | null;
}

export interface ExchangeSummary {
  readonly id: string;
  readonly status: ExchangeStatus;
  readonly occurredOn: EdtfDate | null;
  readonly place: { readonly country: string; readonly name: string | null } | null;
  readonly intermediaries: readonly string[];
  readonly basis: StatedBasis | null;
  readonly revision: number;
  readonly recordedAt: string;
  readonly updatedAt: string;
  readonly abortedBecause: string | null;
  readonly legs: readonly ExchangeLeg[];
  /** Lines about which the sources do not say the same. */
  readonly disagreements: number;
}

export interface ExchangeFile extends ExchangeSummary {
  readonly lines: readonly LineFile[];
}

export const EXCHANGE_SORTS = ['occurred', '-occurred', 'updated', '-updated', 'id', '-id'] as const;

export interface ExchangeQuery extends Paging {
  readonly status?: ExchangeStatus;
  readonly intermediary?: string;
  /** `id` where it is left out. */
  readonly sort?: (typeof EXCHANGE_SORTS)[number];
}

/** One exchange with its reports side by side; undefined where there is no such exchange. */
export async function exchangeFile(models: ReadModels, id: string): Promise<(ExchangeFile & Answer) | undefined> {
  throw new Error(`not built yet: ${models.constructor.name} ${id}`);
}

/** A page of exchanges. @throws InvalidCursor */
export async function exchangeList(models: ReadModels, query: ExchangeQuery = {}): Promise<Page<ExchangeSummary>> {
  throw new Error(`not built yet: ${models.constructor.name} ${query.status}`);
}
