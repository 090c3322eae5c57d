import type { CohortEvent } from '../src/cohort/events.js';
import { keyOf, type Whereabouts } from '../src/cohort/whereabouts.js';
import type { Tally } from '../src/values/tally.js';

/** A sum of terms: how often each named figure counts; the exact ones together under one name. */
type Sum = ReadonlyMap<string, number>;

const EXACT = 'exact';

/**
 * Keeps one cohort's books a second time, from its events alone and in the plainest way, so that the accounts can be held
 * against them: who came into the cohort, less who left it, and where each of them is.
 */
export class BookKeeper {
  private readonly positions = new Map<string, Sum>();
  private inside: Sum = new Map();
  private readonly takenBack = new Map<string, () => void>();
  private readonly amounts = new Map<string, readonly Sum[]>();

  record(event: CohortEvent & { readonly id: string }): void {
    if (event.type === 'EntryRetracted') this.takenBack.get(event.data.entryId)!();
    if (event.type === 'EntryAmended') return this.amend(event.data);
    if (!('moved' in event.data)) return void this.takenBack.set(event.id, () => undefined);
    const undo: (() => void)[] = [];
    const amounts: Sum[] = [];
    for (const [index, { from, to, people, whole }] of event.data.moved.entries()) {
      const stated: Sum = people.kind === EXACT ? one(EXACT, people.value) : one(`${event.id}/${index}`, 1);
      const amount = whole && from !== null ? this.at(from) : stated;
      this.move(from, to, amount);
      amounts.push(amount);
      undo.push(() => this.move(to, from, amount));
    }
    this.amounts.set(event.id, amounts);
    this.takenBack.set(event.id, () => undo.forEach((back) => back()));
  }

  /** As many as before go from where it says now to where it says now. */
  private amend({ entryId, moved }: Extract<CohortEvent, { type: 'EntryAmended' }>['data']): void {
    this.takenBack.get(entryId)!();
    const undo = moved.map(({ from, to }, index) => {
      const amount = this.amounts.get(entryId)![index]!;
      this.move(from, to, amount);
      return () => this.move(to, from, amount);
    });
    this.takenBack.set(entryId, () => undo.forEach((back) => back()));
  }

  /** Who was registered, corrected or merged in, less who was corrected, split or merged away. */
  get total(): Sum {
    return this.inside;
  }

  at(position: Whereabouts): Sum {
    return this.positions.get(keyOf(position)) ?? new Map();
  }

  private move(from: Whereabouts | null, to: Whereabouts | null, amount: Sum): void {
    if (from === null) this.inside = add(this.inside, amount, 1);
    else this.positions.set(keyOf(from), add(this.at(from), amount, -1));
    if (to === null) this.inside = add(this.inside, amount, -1);
    else this.positions.set(keyOf(to), add(this.at(to), amount, 1));
  }
}

/** A tally in the book-keeper's terms. */
export function termsOf({ exact, inexact }: Tally): Sum {
  return new Map([
    ...(exact === 0 ? [] : ([[EXACT, exact]] as const)),
    ...inexact.map(({ unknown, times }) => [unknown, times] as const),
  ]);
}

function one(term: string, times: number): Sum {
  return new Map(times === 0 ? [] : [[term, times]]);
}

function add(sum: Sum, amount: Sum, sign: 1 | -1): Sum {
  const next = new Map(sum);
  for (const [term, times] of amount) {
    const together = (next.get(term) ?? 0) + sign * times;
    if (together === 0) next.delete(term);
    else next.set(term, together);
  }
  return next;
}
