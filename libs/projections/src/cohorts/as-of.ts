export interface AsOf {
  /** `YYYY-MM-DD`: the day up to which stays are counted, where it is not asked what was known at a moment. */
  readonly asOf: string;
}

/** The second of the two clocks: where they were on a day. */
export interface OnADay {
  /** `YYYY-MM-DD`; left out: as it stands. */
  readonly on?: string;
}
