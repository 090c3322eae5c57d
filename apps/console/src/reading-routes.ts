import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router';
import { filtersIn } from './api/filters.js';
import { readingWords } from './words/reading.js';

/** What only shows what is known comes with code and words of its own, when it is first opened. */
const reading = <Module>(load: () => Promise<Module>) => {
  return () => Promise.all([load(), readingWords()]).then(([module]) => module);
};

const filtered = (search: Record<string, unknown>) => filtersIn(search);

/** The addresses of the screens that show what is known. */
export function readingRoutes<Root extends AnyRoute>(root: Root) {
  const getParentRoute = () => root;
  return [
    createRoute({
      getParentRoute,
      path: '/attention',
      component: lazyRouteComponent(
        reading(() => import('./screens/attention/screen.js')),
        'AttentionScreen',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/exchanges',
      component: lazyRouteComponent(
        reading(() => import('./screens/exchanges/list.js')),
        'ExchangesScreen',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/exchanges/$id',
      component: lazyRouteComponent(
        reading(() => import('./screens/exchanges/screen.js')),
        'ExchangeScreen',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/claims',
      validateSearch: filtered,
      component: lazyRouteComponent(
        reading(() => import('./screens/claims/screen.js')),
        'ClaimsScreen',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/reports',
      component: lazyRouteComponent(
        reading(() => import('./screens/reports/list.js')),
        'ReportsScreen',
      ),
    }),
    createRoute({
      getParentRoute,
      path: '/reports/$report',
      validateSearch: filtered,
      component: lazyRouteComponent(
        reading(() => import('./screens/reports/screen.js')),
        'ReportScreen',
      ),
    }),
  ] as const;
}
