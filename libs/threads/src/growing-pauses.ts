/** Milliseconds until what broke down is started again; doubled each time, up to the longest. */
export interface Pauses {
  readonly first: number;
  readonly longest: number;
}

const PAUSES: Pauses = { first: 100, longest: 10_000 };
/** Breakdowns in a row that are no accident any more. */
const NO_ACCIDENT = 3;

/** How long to wait before something that breaks down is started again. */
export class GrowingPauses {
  private inARow = 0;

  constructor(private readonly pauses: Pauses = PAUSES) {}

  /** Counts a breakdown; gives the pause that follows it. @param ranFor milliseconds from the start to the breakdown */
  after(ranFor: number): number {
    const { first, longest } = this.pauses;
    this.inARow = ranFor > longest ? 1 : this.inARow + 1;
    return Math.min(first * 2 ** (this.inARow - 1), longest);
  }

  /** True where it broke down again and again. @param runningFor milliseconds since it was last started; 0 where it does not run */
  isFailing(runningFor: number): boolean {
    return this.inARow >= NO_ACCIDENT && runningFor <= this.pauses.longest;
  }
}
