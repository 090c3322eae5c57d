import { exchange as model, type CohortEvent } from '#cases';
import type { Recorded } from '#eventsourcing';
import { cohortIdOf } from '../cohorts/cohort-batch.js';
import { findEntry } from '../cohorts/struck.js';
import type { Transaction } from '../database/transaction.js';
import { PROJECTION_VERSIONS, type ReadModel } from '../read-model.js';
import { intermediaryRows } from './exchange-intermediaries.js';
import { exchangeLineRows } from './exchange-lines.js';
import { evolve, exchangeRow, type ExchangeFold, type Handover } from './exchange-row.js';

const PREFIX = `${model.category}-`;

/** Exchanges with what their legs came to. Runs after the case files: it looks entries up in them. */
export class ExchangeProjection implements ReadModel {
  readonly name = 'exchanges';
  readonly version = PROJECTION_VERSIONS.exchanges;

  async project(events: readonly Recorded[], transaction: Transaction): Promise<void> {
    const batch = new ExchangeBatch(transaction);
    for (const event of events) {
      if (event.stream.startsWith(PREFIX)) await batch.take(event);
      else if (cohortIdOf(event) !== undefined) await batch.takeFromCohort(event);
    }
    await batch.write();
  }
}

class ExchangeBatch {
  private readonly folds = new Map<string, ExchangeFold | undefined>();
  private readonly changed = new Map<string, { readonly fold: ExchangeFold; readonly position: string }>();

  constructor(private readonly transaction: Transaction) {}

  async take(event: Recorded): Promise<void> {
    const id = event.stream.slice(PREFIX.length);
    this.set(id, evolve(await this.get(id), event), event);
  }

  /** What happens to a leg in the case file of its cohort. */
  async takeFromCohort(event: Recorded): Promise<void> {
    const { type, data } = event as unknown as CohortEvent;
    if (type === 'CohortHandedOver') {
      const { exchangeId, leg } = data;
      await this.mark(event, exchangeId, leg, { entryId: event.id, retractedBy: null, acknowledgedBy: null });
    } else if (type === 'HandoverAcknowledged') {
      await this.markEntry(event, data.entryId, { acknowledgedBy: event.id });
    } else if (type === 'EntryRetracted' && data.retracted === 'CohortHandedOver') {
      await this.markEntry(event, data.entryId, { retractedBy: event.id });
    } else if (type === 'EntryRetracted' && data.retracted === 'HandoverAcknowledged') {
      const acknowledged = await findEntry(this.transaction, event.stream, data.entryId);
      if (acknowledged === undefined) return;
      const { entryId } = JSON.parse(acknowledged.data) as { entryId: string };
      await this.markEntry(event, entryId, { acknowledgedBy: null });
    }
  }

  async write(): Promise<void> {
    const changed = [...this.changed.values()];
    const ids = [...this.changed.keys()];
    const folds = changed.map(({ fold }) => fold);
    await this.transaction.upsert(
      'exchanges',
      changed.map(({ fold, position }) => exchangeRow(fold, position)),
    );
    await this.transaction.remove(
      'exchange_lines',
      ['exchange'],
      ids.map((id) => [id]),
    );
    await this.transaction.insert('exchange_lines', folds.flatMap(exchangeLineRows));
    await this.transaction.remove(
      'exchange_intermediaries',
      ['exchange'],
      ids.map((id) => [id]),
    );
    await this.transaction.insert('exchange_intermediaries', folds.flatMap(intermediaryRows));
  }

  private async markEntry(event: Recorded, entryId: string, change: Partial<Handover>): Promise<void> {
    const entry = await findEntry(this.transaction, event.stream, entryId);
    if (entry === undefined) return;
    const { exchangeId, leg } = JSON.parse(entry.data) as { exchangeId: string; leg: number };
    await this.mark(event, exchangeId, leg, change);
  }

  private async mark(event: Recorded, id: string, leg: number, change: Partial<Handover>): Promise<void> {
    const fold = await this.get(id);
    if (fold === undefined) return;
    const handover = { ...(fold.handovers[leg] ?? NOT_HANDED_OVER), ...change };
    this.set(id, { ...fold, updatedAt: event.recordedAt, handovers: { ...fold.handovers, [leg]: handover } }, event);
  }

  private async get(id: string): Promise<ExchangeFold | undefined> {
    if (!this.folds.has(id)) {
      const [row] = await this.transaction.find('exchanges', ['id'], [[id]]);
      this.folds.set(id, row && (JSON.parse(row.fold) as ExchangeFold));
    }
    return this.folds.get(id);
  }

  private set(id: string, fold: ExchangeFold | undefined, { position }: Recorded): void {
    this.folds.set(id, fold);
    if (fold !== undefined) this.changed.set(id, { fold, position });
  }
}

const NOT_HANDED_OVER: Handover = { entryId: '', retractedBy: null, acknowledgedBy: null };
