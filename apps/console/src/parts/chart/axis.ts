import { scaleLinear, scaleUtc } from 'd3-scale';

/** An axis of numbers from 0 on. Places on it are percents of its length, so that nothing need be measured to draw it. */
export interface Axis {
  readonly ticks: readonly number[];
  readonly at: (value: number) => number;
}

/** What stays free at the end: an arrow needs it. */
const MARGIN = 6;

export function axisUpTo(reach: number, wanted = 4): Axis {
  const scale = scaleLinear([0, Math.max(1, reach)], [0, 100 - MARGIN]);
  // People are whole.
  const ticks = scale.ticks(wanted).filter(Number.isInteger);
  return { ticks, at: (value) => within(scale(value)) };
}

/** An axis of days. A day is as wide as it is long: its place is where it begins. */
export interface DayAxis {
  readonly ticks: readonly string[];
  readonly at: (day: string) => number;
}

const DAY = 86_400_000;

export function axisOfDays(first: string, last: string, wanted = 4): DayAxis {
  const scale = scaleUtc([instantOf(first), new Date(instantOf(last).getTime() + DAY)], [0, 100]);
  const ticks = scale.ticks(wanted).map((tick) => tick.toISOString().slice(0, 10));
  return { ticks: [...new Set(ticks)], at: (day) => within(scale(instantOf(day))) };
}

function instantOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

function within(percent: number): number {
  return Math.min(100, Math.max(0, Math.round(percent * 1_000) / 1_000));
}
