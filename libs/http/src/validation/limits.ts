/** What a field may be, where numbers or words say it: a client words it in its own language. */
export interface Limits {
  /** The least length, number, or count. */
  readonly min?: number;
  /** The greatest. */
  readonly max?: number;
  /** All that it may be. */
  readonly choices?: readonly string[];
  /** Fields that there are, where one is not known. */
  readonly fields?: readonly string[];
}

type LimitsOf = (constraints: readonly any[]) => Limits;

const least: LimitsOf = ([min]: readonly number[]) => ({ min });
const greatest: LimitsOf = ([max]: readonly number[]) => ({ max });

/** By the checks of class-validator that have limits. */
const LIMITS: Readonly<Record<string, LimitsOf>> = {
  arrayMaxSize: greatest,
  arrayMinSize: least,
  isIn: ([choices]: readonly (readonly unknown[])[]) => ({ choices: choices!.map(String) }),
  isLength: ([min, max]: readonly number[]) => ({ min, max }),
  max: greatest,
  min: least,
};

/** The limits that a check has; undefined where it has none. */
export function limitsOf(check: string, constraints: readonly unknown[]): Limits | undefined {
  return LIMITS[check]?.(constraints);
}
