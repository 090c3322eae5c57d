import { QueryClient } from '@tanstack/react-query';
import { NoLine, Refusal } from './client.js';

/** Refusals that pass by themselves. */
const PASSING = new Set([408, 429, 500, 502, 503, 504]);
const TRIES = 6;

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // A browser that thinks itself offline is asked all the same: it is wrong often enough.
      networkMode: 'always',
      staleTime: 10_000,
      gcTime: 30 * 60_000,
      retry: (failures, error) =>
        failures < TRIES &&
        (error instanceof Refusal ? PASSING.has(error.status) : failures < 1 && error instanceof NoLine),
      retryDelay: (failures, error) =>
        error instanceof Refusal && error.retryAfter !== null ? error.retryAfter * 1_000 : 500 * 2 ** failures,
    },
  },
});
