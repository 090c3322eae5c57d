import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { STAGES, type Stage } from '#cases/model';
import type { BoardFilter } from './api/reads.js';
import { BoardScreen, Choose } from './screens/board/screen.js';
import { CohortScreen } from './screens/cohort/screen.js';
import { readingRoutes } from './reading-routes.js';
import type { Recording } from './screens/record/record.js';
import { NotThere, Shell } from './screens/shell/shell.js';
import { expectTitle } from './parts/title.js';
import { clocksIn, type Clocks } from './time/clocks.js';

/** Every address of the console. Clocks stand in all of them, so that a link shows what its sender saw. */
export const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: NotThere,
  validateSearch: (search: Record<string, unknown>): Clocks => clocksIn(search),
});

/** The board stays beside the case file that was chosen from it. */
export const boardRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'board',
  component: BoardScreen,
  validateSearch: ({ stage, q }: Record<string, unknown>): BoardFilter => ({
    ...((STAGES as readonly unknown[]).includes(stage) && { stage: stage as Stage }),
    ...(typeof q === 'string' && q !== '' && { q }),
  }),
});

export const noCohortRoute = createRoute({ getParentRoute: () => boardRoute, path: '/', component: Choose });
export const cohortRoute = createRoute({
  getParentRoute: () => boardRoute,
  path: '/cohorts/$id',
  component: CohortScreen,
  validateSearch: ({ record, at, entry, item }: Record<string, unknown>): Recording => ({
    ...(typeof record === 'string' && { record }),
    ...(typeof at === 'string' && { at }),
    ...(typeof entry === 'string' && { entry }),
    ...(typeof item === 'number' && { item }),
  }),
});

/** Where the link of an invitation leads. */
export const joinRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/join',
  component: lazyRouteComponent(() => import('./screens/join/screen.js'), 'JoinScreen'),
});

/** A screen that is loaded when it is first opened. */
export const outboxRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/outbox',
  component: lazyRouteComponent(() => import('./screens/outbox/screen.js'), 'OutboxScreen'),
});

const routeTree = rootRoute.addChildren([
  boardRoute.addChildren([noCohortRoute, cohortRoute]),
  joinRoute,
  outboxRoute,
  ...readingRoutes(rootRoute),
]);

export const router = createRouter({
  routeTree,
  scrollRestoration: true,
  // A link that is touched or hovered loads its screen's code; data is asked for when it is opened.
  defaultPreload: 'intent',
});

router.subscribe('onBeforeNavigate', ({ pathChanged }) => {
  if (pathChanged) expectTitle();
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
