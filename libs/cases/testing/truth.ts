import type { Decided } from '#eventsourcing';
import type { CohortEvent, Movement } from '../src/cohort/events.js';
import { keyOf } from '../src/cohort/whereabouts.js';
import { boundsOf, type Figure } from '../src/values/figure.js';

type CohortEntry = CohortEvent & { readonly id: string };

/** People taken from one position and put in another, as it truly was. */
interface Moved {
  readonly from: string | null;
  readonly to: string | null;
  readonly people: number;
}

/**
 * How many people there truly are, behind whatever figures are stated of them: the numbers that Homeward may not know
 * and must never contradict. It looks at events only.
 */
export class Truth {
  private accounts = new Map<string, Map<string, number>>();
  private entries = new Map<string, readonly Moved[]>();

  /** How many truly are at a position of a cohort. */
  at(stream: string, key: string): number {
    return this.accounts.get(stream)?.get(key) ?? 0;
  }

  total(stream: string): number {
    return [...(this.accounts.get(stream)?.values() ?? [])].reduce((sum, people) => sum + people, 0);
  }

  /**
   * Lets what was decided happen. `where` says which of the numbers that a figure allows is the true one, from 0 to 1.
   * False, and nothing happens, where it cannot be: it would take people who are not there.
   */
  happens(decided: readonly (Decided & { readonly events: readonly CohortEntry[] })[], where: number): boolean {
    const [accounts, entries] = [this.accounts, this.entries];
    this.accounts = new Map([...accounts].map(([stream, positions]) => [stream, new Map(positions)]));
    this.entries = new Map(entries);
    let leaving: readonly Moved[] = [];
    for (const { stream, events } of decided) {
      for (const event of events) {
        const moved = this.movedBy(stream, event, leaving, where);
        if (moved === undefined) {
          this.accounts = accounts;
          this.entries = entries;
          return false;
        }
        this.entries.set(event.id, moved);
        leaving = moved;
      }
    }
    // An amendment has people leave from where, in truth, fewer may have been.
    if (decided.some(({ stream }) => [...(this.accounts.get(stream)?.values() ?? [])].some((people) => people < 0))) {
      [this.accounts, this.entries] = [accounts, entries];
      return false;
    }
    return true;
  }

  private movedBy(stream: string, event: CohortEntry, leaving: readonly Moved[], where: number) {
    if (event.type === 'EntryRetracted') {
      const back = this.entries
        .get(event.data.entryId)!
        .map(({ from, to, people }) => ({ from: to, to: from, people }));
      for (const moved of back.toReversed()) this.move(stream, moved);
      return [...(this.accounts.get(stream)?.values() ?? [])].some((people) => people < 0) ? undefined : [];
    }
    if (event.type === 'EntryAmended') {
      const { entryId, moved } = event.data;
      const was = this.entries.get(entryId)!;
      for (const { from, to, people } of was.toReversed()) this.move(stream, { from: to, to: from, people });
      const now = was.map(({ people }, index): Moved => {
        const { from, to } = moved[index]!;
        return { from: from && keyOf(from), to: to && keyOf(to), people };
      });
      for (const one of now) this.move(stream, one);
      this.entries.set(entryId, now);
      return [];
    }
    if (!('moved' in event.data)) return [];
    // Who arrives in the other cohort of a split or a merge is who left this one.
    const arriving =
      (event.type === 'CohortRegistered' && event.data.partOf !== null) ||
      (event.type === 'CohortMerged' && event.data.role === 'absorbing');
    const moves: Moved[] = [];
    for (const [index, movement] of event.data.moved.entries()) {
      const from = movement.from && keyOf(movement.from);
      const there = from === null ? null : this.at(stream, from);
      const people = arriving ? contained(leaving[index]!.people, movement.people) : draw(movement, there, where);
      if (people === undefined || (there !== null && people > there)) return undefined;
      const moved = { from, to: movement.to && keyOf(movement.to), people };
      this.move(stream, moved);
      moves.push(moved);
    }
    return moves;
  }

  private move(stream: string, { from, to, people }: Moved): void {
    const positions = this.accounts.get(stream) ?? new Map<string, number>();
    this.accounts.set(stream, positions);
    if (from !== null) positions.set(from, (positions.get(from) ?? 0) - people);
    if (to !== null) positions.set(to, (positions.get(to) ?? 0) + people);
  }
}

/** True where the figure allows the number. */
export function allows(figure: Figure, people: number): boolean {
  const { low, high } = boundsOf(figure);
  return low <= people && (high === null || people <= high);
}

function contained(people: number, figure: Figure): number {
  if (!allows(figure, people)) throw new Error(`${people} people left, ${JSON.stringify(figure)} arrived`);
  return people;
}

/** A number that a movement's figure allows, of those who are there. */
function draw({ people, whole }: Movement, there: number | null, where: number): number | undefined {
  if (whole && there !== null) return contained(there, people);
  const { low, high } = boundsOf(people);
  const most = Math.min(high ?? Infinity, there ?? low + 40);
  return most < low ? undefined : low + Math.round(where * (most - low));
}
