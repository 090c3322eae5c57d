export interface AsOf {
  /** `YYYY-MM-DD`: the day up to which stays are counted, where it is not asked what was known at a moment. */
  readonly asOf: string;
}
