import { KeptSums } from '../cohorts/kept-sums.js';
import type { Transaction } from '../database/transaction.js';
import { COUNTED, peopleByDay, peopleByMonth, type PeopleChangeRow } from './people-changes.js';

/** Writes what entries change in what is said of days, and keeps the days and months to what that adds up to. */
export class PeopleWriting {
  private readonly days = new KeptSums<'people_by_day'>(peopleByDay, COUNTED);
  private readonly months = new KeptSums<'people_by_month'>(peopleByMonth, COUNTED);

  constructor(private readonly transaction: Transaction) {}

  async insert(rows: readonly PeopleChangeRow[]): Promise<void> {
    await this.transaction.insert('people_changes', rows);
    for (const { position: _, ordinal: __, ...change } of rows) {
      this.days.add(change);
      const { day, ...rest } = change;
      this.months.add({ month: monthOf(day), ...rest });
    }
  }

  async flush(): Promise<void> {
    await this.days.flush(this.transaction);
    await this.months.flush(this.transaction);
  }
}

/** The month of a day: `YYYY-MM`; empty for what is so on every day. */
export function monthOf(day: string): string {
  return day.slice(0, '2025-08'.length);
}
