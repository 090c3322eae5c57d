import type { EdtfDate, Leg, PlannedLeg, StatedBasis } from '#cases';
import type { Answer, Page, Paging } from '../answer.js';
import type { ReadModels } from '../database/read-models.js';
import { orderOf, pageOf } from '../page.js';
import type { ExchangeFold, ExchangeRow, ExchangeStatus } from './exchange-row.js';
import { linesOf, type LineFile } from './lines.js';

export type ExchangeLeg = (Leg | PlannedLeg) & {
  /** The entry in the cohort's case file; null while it is only planned. */
  readonly entryId: string | null;
  /** The entry that struck the handover through in the cohort's case file. */
  readonly retractedBy: string | null;
  /** The entry by which the receiving side confirmed it. */
  readonly acknowledgedBy: string | null;
};

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
  return models.read(async ({ db, position }) => {
    const row = await db.selectFrom('exchanges').selectAll().where('id', '=', id).executeTakeFirst();
    return row && { ...fileOf(row), position };
  });
}

const ORDERS = { occurred: ['occurred_from', 'id'], updated: ['position', 'id'], id: ['id'] } as const;

/** A page of exchanges. @throws InvalidCursor */
export async function exchangeList(models: ReadModels, query: ExchangeQuery = {}): Promise<Page<ExchangeSummary>> {
  const { sort = 'id', status, intermediary } = query;
  return models.read(async ({ db, position }) => {
    let select = db.selectFrom('exchanges').selectAll();
    if (status) select = select.where('status', '=', status);
    if (intermediary) {
      const mediated = db.selectFrom('exchange_intermediaries').select('exchange');
      select = select.where('id', 'in', mediated.where('intermediary', '=', intermediary));
    }
    const { rows, next } = await pageOf(select, orderOf('exchanges', sort, ORDERS), query);
    return { position, rows: rows.map((row) => summaryOf(fileOf(row))), next };
  });
}

function fileOf(row: ExchangeRow): ExchangeFile {
  const fold = JSON.parse(row.fold) as ExchangeFold;
  const { entryId: _, handovers, reports: __, decisions: ___, positions: ____, legs, ...facts } = fold;
  const lines = linesOf(fold);
  return {
    ...facts,
    legs: legs.map((leg) => ({ ...leg, ...(handovers[leg.leg] ?? NOT_HANDED_OVER) })),
    disagreements: lines.filter(({ disagreement }) => disagreement !== null).length,
    lines,
  };
}

const NOT_HANDED_OVER = { entryId: null, retractedBy: null, acknowledgedBy: null };

function summaryOf({ lines: _, ...summary }: ExchangeFile): ExchangeSummary {
  return summary;
}
