import { isEdtf } from '#cases/model';

const TYPED = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}):(\d{2}))?$/;

/**
 * The moment that somebody typed, by the device's own clock: "2025-08-25 23:59"; of a day alone, its last minute, so that all of
 * it counts. Undefined where it is none.
 */
export function momentTyped(text: string): string | undefined {
  const [, day, hour = '23', minute = '59'] = TYPED.exec(text.trim()) ?? [];
  if (day === undefined || !isEdtf(day) || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return new Date(`${day}T${hour}:${minute}:59.999`).toISOString();
}

/** The day that somebody typed; undefined where it is none. */
export function dayTyped(text: string): string | undefined {
  const day = text.trim();
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && isEdtf(day) ? day : undefined;
}

/** A moment as it would be typed: day and minute by the device's own clock. */
export function asTyped(instant: string): string {
  const date = new Date(instant);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
