import type { Filed } from './record.js';
import type { Exposure } from './verdict.js';

/** Notes which records lie after the checkpoint that the auditor held. */
export class Exposed {
  private records = 0;
  private from: string | null = null;
  private to: string | null = null;

  /** @param heldSize the size of that checkpoint; 0 for none */
  constructor(private readonly heldSize: number) {}

  take({ recordedAt }: Pick<Filed, 'recordedAt'>, index: number): void {
    if (index < this.heldSize) return;
    this.records++;
    this.from ??= recordedAt;
    this.to = recordedAt;
  }

  get exposure(): Exposure {
    const { records, from, to } = this;
    return { records, from, to };
  }
}
