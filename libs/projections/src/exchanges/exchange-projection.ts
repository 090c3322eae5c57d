import { exchange as model, type CohortEvent, type EntryRetracted } from '#cases';
import type { Recorded } from '#eventsourcing';
import { cohortIdOf } from '../cohorts/cohort-batch.js';
import type { EntryRow } from '../cohorts/entries.js';
import type { Transaction } from '../database/transaction.js';
import { PROJECTION_VERSIONS, type ReadModel } from '../read-model.js';
import { disagreementRows } from './disagreements.js';
import { intermediaryRows } from './exchange-intermediaries.js';
import { exchangeLineRows } from './exchange-lines.js';
import type { HandoverRow } from './handovers.js';
import { evolve, exchangeRow, type ExchangeFold, type Handover } from './exchange-row.js';

const PREFIX = `${model.category}-`;

/** Exchanges with what their legs came to. Runs after the case files: it strikes entries through that they wrote. */
export class ExchangeProjection implements ReadModel {
  readonly name = 'exchanges';
  readonly version = PROJECTION_VERSIONS.exchanges;

  async project(events: readonly Recorded[], transaction: Transaction): Promise<void> {
    const batch = new ExchangeBatch(transaction);
    for (const event of events) {
      if (event.stream.startsWith(PREFIX)) await batch.take(event);
      else if (concernsLegs(event)) await batch.takeFromCohort(event);
    }
    await batch.write();
  }
}

function concernsLegs(event: Recorded): boolean {
  return ABOUT_LEGS.has(event.type) || (event.type === 'EntryRetracted' && cohortIdOf(event) !== undefined);
}

class ExchangeBatch {
  private readonly folds = new Map<string, ExchangeFold | undefined>();
  /** Exchanges that earlier batches wrote. */
  private readonly known = new Set<string>();
  private readonly changed = new Map<string, { readonly fold: ExchangeFold; readonly position: string }>();
  private readonly handovers = new Map<string, HandoverRow>();
  private readonly struck: Pick<EntryRow, 'position' | 'retracted_at' | 'retracted_by'>[] = [];

  constructor(private readonly transaction: Transaction) {}

  async take(event: Recorded): Promise<void> {
    const id = event.stream.slice(PREFIX.length);
    const before = await this.get(id);
    this.set(id, evolve(before, event), event);
    if (event.type !== 'EntryRetracted' || before === undefined) return;
    const { entryId } = event.data as EntryRetracted['data'];
    const position = before.positions[entryId];
    if (position === undefined) return;
    this.struck.push({ position, retracted_at: event.position, retracted_by: event.id });
  }

  /** What happens to a leg in the case file of its cohort. */
  async takeFromCohort(event: Recorded): Promise<void> {
    const { type, data } = event as unknown as CohortEvent;
    if (type === 'CohortHandedOver') {
      const leg = { entry_id: event.id, exchange: data.exchangeId, leg: data.leg, acknowledges: 0 };
      this.handovers.set(event.id, leg);
      await this.mark(event, leg, { entryId: event.id, retractedBy: null, acknowledgedBy: null });
    } else if (type === 'HandoverAcknowledged') {
      const leg = await this.legOf(data.entryId);
      if (leg === undefined) return;
      this.handovers.set(event.id, { ...leg, entry_id: event.id, acknowledges: 1 });
      await this.mark(event, leg, { acknowledgedBy: event.id });
    } else if (type === 'EntryRetracted' && ABOUT_LEGS.has(data.retracted)) {
      const leg = await this.legOf(data.entryId);
      if (leg === undefined) return;
      await this.mark(event, leg, leg.acknowledges === 1 ? { acknowledgedBy: null } : { retractedBy: event.id });
    }
  }

  async write(): Promise<void> {
    const changed = [...this.changed.values()];
    const known = [...this.changed.keys()].filter((id) => this.known.has(id)).map((id) => [id]);
    const folds = changed.map(({ fold }) => fold);
    await this.transaction.upsert(
      'exchanges',
      changed.map(({ fold, position }) => exchangeRow(fold, position)),
    );
    await this.transaction.remove('exchange_lines', ['exchange'], known);
    await this.transaction.insert('exchange_lines', folds.flatMap(exchangeLineRows));
    await this.transaction.remove('disagreements', ['exchange'], known);
    await this.transaction.insert('disagreements', folds.flatMap(disagreementRows));
    await this.transaction.remove('exchange_intermediaries', ['exchange'], known);
    await this.transaction.insert('exchange_intermediaries', folds.flatMap(intermediaryRows));
    await this.transaction.upsert('handovers', [...this.handovers.values()]);
    await this.transaction.update('entries', ['retracted_at', 'retracted_by'], this.struck);
  }

  private async legOf(entryId: string): Promise<HandoverRow | undefined> {
    return this.handovers.get(entryId) ?? (await this.transaction.find('handovers', ['entry_id'], [[entryId]]))[0];
  }

  private async mark(event: Recorded, { exchange, leg }: HandoverRow, change: Partial<Handover>): Promise<void> {
    const fold = await this.get(exchange);
    if (fold === undefined) return;
    const handover = { ...(fold.handovers[leg] ?? NOT_HANDED_OVER), ...change };
    const handovers = { ...fold.handovers, [leg]: handover };
    this.set(exchange, { ...fold, updatedAt: event.recordedAt, handovers }, event);
  }

  private async get(id: string): Promise<ExchangeFold | undefined> {
    if (!this.folds.has(id)) {
      const [row] = await this.transaction.find('exchanges', ['id'], [[id]]);
      if (row !== undefined) this.known.add(id);
      this.folds.set(id, row && (JSON.parse(row.fold) as ExchangeFold));
    }
    return this.folds.get(id);
  }

  private set(id: string, fold: ExchangeFold | undefined, { position }: Recorded): void {
    this.folds.set(id, fold);
    if (fold !== undefined) this.changed.set(id, { fold, position });
  }
}

const ABOUT_LEGS: ReadonlySet<string> = new Set<CohortEvent['type']>(['CohortHandedOver', 'HandoverAcknowledged']);

const NOT_HANDED_OVER: Handover = { entryId: '', retractedBy: null, acknowledgedBy: null };
