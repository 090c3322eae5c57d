import { exchange as model, type CohortEvent, type EntryRetracted, type ExchangeEvent } from '#cases';
import type { Recorded } from '#eventsourcing';
import { cohortIdOf } from '../cohorts/cohort-batch.js';
import type { EntryRow } from '../cohorts/entries.js';
import type { ReadModel } from '../database/read-model.js';
import type { Transaction } from '../database/transaction.js';
import { FoldedRows } from '../streams/folded-rows.js';
import { Versions } from '../streams/versions.js';
import { decidedLineRows, type DecidedLineRow } from './decided-lines.js';
import { disagreementRows, type DisagreementRow } from './disagreements.js';
import { evolve, type ExchangeFold } from './exchange-fold.js';
import { intermediaryRows, type ExchangeIntermediaryRow } from './exchange-intermediaries.js';
import { exchangeLineRows, type ExchangeLineRow } from './exchange-lines.js';
import { exchangeColumns, type ExchangeRow } from './exchange-row.js';
import type { HandoverRow } from './handovers.js';

const PREFIX = `${model.category}-`;

/** Exchanges with what their legs came to. Runs after the case files: it strikes entries through that they wrote. */
export class ExchangeProjection implements ReadModel {
  readonly name = 'exchanges';

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
  private readonly files: FoldedRows<ExchangeFold, ExchangeRow>;
  private readonly lines: Versions<ExchangeLineRow>;
  private readonly intermediaries: Versions<ExchangeIntermediaryRow>;
  private readonly disagreements: Versions<DisagreementRow>;
  private readonly decided: Versions<DecidedLineRow>;
  private readonly handovers = new Map<string, HandoverRow>();
  private readonly struck: Pick<EntryRow, 'position' | 'retracted_at' | 'retracted_by'>[] = [];

  constructor(private readonly transaction: Transaction) {
    this.files = new FoldedRows(transaction, 'exchanges');
    this.lines = new Versions(transaction, 'exchange_lines', 'exchange');
    this.intermediaries = new Versions(transaction, 'exchange_intermediaries', 'exchange');
    this.disagreements = new Versions(transaction, 'disagreements', 'exchange');
    this.decided = new Versions(transaction, 'decided_lines', 'exchange');
  }

  async take(event: Recorded): Promise<void> {
    const id = event.stream.slice(PREFIX.length);
    const before = await this.files.read(id);
    await this.evolve(id, before, event);
    if (before === undefined || !STRIKES.has(event.type)) return;
    const struck = event.type === 'ExchangeAmended' ? before.entryId : (event.data as EntryRetracted['data']).entryId;
    // Of an exchange that was put right, the newest wording stands.
    const position = before.positions[struck === before.entryId ? before.wordedBy : struck];
    if (position === undefined) return;
    this.struck.push({ position, retracted_at: event.position, retracted_by: event.id });
  }

  /** What happens to a leg in the case file of its cohort. */
  async takeFromCohort(event: Recorded): Promise<void> {
    const { type, data } = event as unknown as CohortEvent;
    if (type === 'CohortHandedOver') {
      const leg = { entry_id: event.id, exchange: data.exchangeId };
      this.handovers.set(event.id, leg);
      await this.evolve(leg.exchange, await this.files.read(leg.exchange), event);
      return;
    }
    if (type !== 'HandoverAcknowledged' && !(type === 'EntryRetracted' && ABOUT_LEGS.has(data.retracted))) return;
    const leg = await this.legOf(data.entryId);
    if (leg === undefined) return;
    if (type === 'HandoverAcknowledged') this.handovers.set(event.id, { ...leg, entry_id: event.id });
    await this.evolve(leg.exchange, await this.files.read(leg.exchange), event);
  }

  async write(): Promise<void> {
    await this.files.flush();
    await this.lines.flush();
    await this.intermediaries.flush();
    await this.disagreements.flush();
    await this.decided.flush();
    await this.transaction.upsert('handovers', [...this.handovers.values()]);
    await this.transaction.update('entries', ['retracted_at', 'retracted_by'], this.struck);
  }

  private async legOf(entryId: string): Promise<HandoverRow | undefined> {
    return this.handovers.get(entryId) ?? (await this.transaction.find('handovers', ['entry_id'], [[entryId]]))[0];
  }

  private async evolve(id: string, before: ExchangeFold | undefined, event: Recorded): Promise<void> {
    const fold = evolve(before, event);
    if (fold === undefined) return;
    this.files.set(id, fold, exchangeColumns(fold), event.position);
    if (before !== undefined && sayTheSame(before, fold)) return;
    const { lines, intermediaries, disagreements, decided } = this;
    if (this.files.written.has(id)) {
      for (const versions of [lines, intermediaries, disagreements, decided]) await versions.read(id);
    }
    lines.set(id, event.position, exchangeLineRows(fold));
    intermediaries.set(id, event.position, intermediaryRows(fold));
    disagreements.set(id, event.position, disagreementRows(fold));
    decided.set(id, event.position, decidedLineRows(fold));
  }
}

/** True where all that has changed is by which entries its people were handed over and who confirmed it. */
function sayTheSame(before: ExchangeFold, after: ExchangeFold): boolean {
  if (before.revision !== after.revision) return false;
  return after.legs.every(({ leg }) => isStruck(before, leg) === isStruck(after, leg));
}

function isStruck({ handovers }: ExchangeFold, leg: number): boolean {
  return (handovers[leg]?.retractedBy ?? null) !== null;
}

const STRIKES: ReadonlySet<string> = new Set<ExchangeEvent['type']>(['EntryRetracted', 'ExchangeAmended']);

const ABOUT_LEGS: ReadonlySet<string> = new Set<CohortEvent['type']>(['CohortHandedOver', 'HandoverAcknowledged']);
