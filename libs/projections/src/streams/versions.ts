import type { Position } from '#eventsourcing';
import type { TableName } from '../database/tables.js';
import type { Transaction } from '../database/transaction.js';
import type { Version } from './version.js';

/** What a version says, apart from when it held. */
type Content<Row extends Version> = Omit<Row, keyof Version>;

/**
 * Writes rows that are kept as they ever were, by owner: what an owner's rows say changes at a log position and not with a
 * batch, so that the same log makes the same versions however it was cut.
 */
export class Versions<Row extends Version> {
  /** The rows that hold, by owner. */
  private readonly holding = new Map<string, readonly Row[]>();
  /** Those of them that an earlier batch wrote. */
  private readonly written = new Set<Row>();
  private readonly added: Row[] = [];
  private readonly ended: Row[] = [];

  /** @param owner the column that says whose a row is; the first of the table's key */
  constructor(
    private readonly transaction: Transaction,
    private readonly table: TableName,
    private readonly owner: keyof Content<Row> & string,
  ) {}

  /** Reads what earlier batches wrote of an owner; gives the rows that hold. */
  async read(owner: string): Promise<readonly Row[]> {
    const known = this.holding.get(owner);
    if (known !== undefined) return known;
    const rows = await this.transaction.find(this.table, [this.owner as never], [[owner]]);
    const holding = (rows as unknown as Row[]).filter(({ until }) => until === null);
    for (const row of holding) this.written.add(row);
    this.holding.set(owner, holding);
    return holding;
  }

  /** From a position on these rows hold of an owner and no others; those that say the same go on. Its rows have been read, or there are none. */
  set(owner: string, position: Position, rows: readonly Content<Row>[]): void {
    const before = this.holding.get(owner) ?? [];
    const after = rows.map((row) => before.find((one) => saysTheSame(one, row)) ?? this.add(row, position));
    for (const row of before) if (!after.includes(row)) this.end(row, position);
    this.holding.set(owner, after);
  }

  async flush(): Promise<void> {
    await this.transaction.insert(this.table, this.added as never);
    await this.transaction.update(this.table, ['until' as never], this.ended as never);
  }

  private add(row: Content<Row>, position: Position): Row {
    const version = { ...row, position, until: null } as Row;
    this.added.push(version);
    return version;
  }

  private end(row: Row, position: Position): void {
    row.until = position;
    if (this.written.has(row)) this.ended.push(row);
  }
}

function saysTheSame<Row extends Version>(one: Row, other: Content<Row>): boolean {
  return Object.entries(other).every(([column, value]) => (one as Record<string, unknown>)[column] === value);
}
