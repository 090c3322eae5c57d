import { claims } from './claims.js';
import { cohorts } from './cohorts.js';
import { exchangeReports } from './exchange-reports.js';
import { exchanges } from './exchanges.js';
import type { ImportKind, Layout } from './layout.js';
import { totals } from './totals.js';

/** Every layout, by its kind. */
export const LAYOUTS: Readonly<Record<ImportKind, Layout>> = {
  exchanges,
  'exchange-reports': exchangeReports,
  cohorts,
  claims,
  totals,
};
