import { useSearch } from '@tanstack/react-router';
import { clocksIn, type Clocks } from './clocks.js';

/** The clocks of the address that is shown. */
export function useClocks(): Clocks {
  return clocksIn(useSearch({ strict: false }) as Record<string, unknown>);
}
