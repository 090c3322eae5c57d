import type { StoreUnavailable } from '#eventsourcing';

/** What of the server's can be refused apart from the rest: each is a right of its own. */
export type Asked = 'append' | 'stream' | 'log';

/** Whether the server gives what it is asked for, and tells of it when that changes: once, however many ask. */
export class Standing {
  private readonly problems = new Map<Asked, StoreUnavailable>();
  private told: string | undefined;
  /** What goes wrong before anything was well is the answer to whoever opens the store. */
  private hasBeenWell = false;

  constructor(private readonly onChange: (problem: StoreUnavailable | undefined) => void) {}

  well(asked: Asked): void {
    this.hasBeenWell = true;
    if (this.problems.delete(asked)) this.tell();
  }

  /** Gives the problem back. */
  unwell<Problem extends StoreUnavailable>(asked: Asked, problem: Problem): Problem {
    this.problems.set(asked, problem);
    this.tell();
    return problem;
  }

  private tell(): void {
    const [problem] = this.problems.values();
    // The same silence has many words; what matters is whether it is silence or a refusal.
    if (problem?.name === this.told || !this.hasBeenWell) return;
    this.told = problem?.name;
    this.onChange(problem);
  }
}
