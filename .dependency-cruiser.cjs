const libs = (...names) => `^libs/(${names.join('|')})/`;

/** Who may import whom: apps -> http -> reports -> projections -> cases -> eventsourcing -> nothing, and what stands beside. */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '\\.spec\\.ts$',
          '\\.c?js$',
          '\\.mjs$',
          'worker\\.ts$',
          '\\.d\\.ts$',
          '^test/',
          '^apps/.*/main\\.ts$',
          '^apps/console/src/sw\\.ts$',
        ],
      },
      to: {},
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'eventsourcing-imports-no-other-library',
      severity: 'error',
      from: { path: libs('eventsourcing') },
      to: { path: '^(libs|apps)/', pathNot: libs('eventsourcing') },
    },
    {
      name: 'the-model-reaches-no-package',
      severity: 'error',
      from: { path: '^libs/cases/src/model\\.ts$' },
      to: { reachable: true, pathNot: '^libs/(cases|eventsourcing)/src/' },
    },
    {
      name: 'the-model-reaches-no-command',
      severity: 'error',
      from: { path: '^libs/cases/src/model\\.ts$' },
      to: { reachable: true, path: '/commands/|/values/(basis|decorators|place)\\.ts$' },
    },
    {
      name: 'startup-imports-nothing',
      severity: 'error',
      from: { path: libs('startup'), pathNot: ['\\.spec\\.ts$'] },
      to: { pathNot: [libs('startup'), '^(node:)?(fs|url)$'] },
    },
    {
      name: 'a-process-loads-startup-before-all-else',
      severity: 'error',
      from: { path: '^apps/[^/]+/src/main\\.ts$' },
      to: { pathNot: libs('startup'), dependencyTypesNot: ['dynamic-import'] },
    },
    {
      name: 'side-files-import-no-other-library',
      severity: 'error',
      from: { path: libs('side-files') },
      to: { path: '^(libs|apps)/', pathNot: libs('side-files') },
    },
    {
      name: 'access-imports-only-side-files',
      severity: 'error',
      from: { path: libs('access'), pathNot: ['\\.spec\\.ts$', '/testing/'] },
      to: { path: '^(libs|apps)/', pathNot: libs('access', 'side-files') },
    },
    {
      name: 'threads-imports-no-other-library',
      severity: 'error',
      from: { path: libs('threads') },
      to: { path: '^(libs|apps)/', pathNot: libs('threads') },
    },
    {
      name: 'threads-are-supervised',
      severity: 'error',
      from: {
        path: '^(libs|apps)/',
        pathNot: [libs('threads', 'stores', 'activity'), 'worker\\.ts$', '\\.spec\\.ts$'],
      },
      to: { path: '^(node:)?worker_threads$' },
    },
    {
      name: 'cases-imports-only-eventsourcing',
      severity: 'error',
      from: { path: libs('cases') },
      to: { path: '^(libs|apps)/', pathNot: libs('cases', 'eventsourcing') },
    },
    {
      name: 'formats-imports-only-cases',
      severity: 'error',
      from: { path: libs('formats') },
      to: { path: '^(libs|apps)/', pathNot: libs('formats', 'cases') },
    },
    {
      name: 'imports-imports-only-cases-eventsourcing-and-formats',
      severity: 'error',
      from: { path: libs('imports'), pathNot: ['\\.spec\\.ts$', '/testing/'] },
      to: { path: '^(libs|apps)/', pathNot: libs('imports', 'cases', 'eventsourcing', 'formats') },
    },
    {
      name: 'reports-import-only-projections-formats-cases-and-eventsourcing',
      severity: 'error',
      from: { path: libs('reports'), pathNot: ['\\.spec\\.ts$', '/testing/'] },
      to: { path: '^(libs|apps)/', pathNot: libs('reports', 'projections', 'formats', 'cases', 'eventsourcing') },
    },
    {
      name: 'webhooks-import-only-eventsourcing-and-side-files',
      severity: 'error',
      from: { path: libs('webhooks'), pathNot: ['\\.spec\\.ts$', '/testing/'] },
      to: { path: '^(libs|apps)/', pathNot: libs('webhooks', 'eventsourcing', 'side-files') },
    },
    {
      name: 'activity-imports-only-the-ledger-and-side-files',
      severity: 'error',
      from: { path: libs('activity'), pathNot: ['\\.spec\\.ts$', '/testing/'] },
      to: { path: '^(libs|apps)/', pathNot: libs('activity', 'eventsourcing', 'ledger', 'side-files', 'threads') },
    },
    {
      name: 'stores-know-no-domain',
      severity: 'error',
      from: { path: libs('stores') },
      to: { path: '^(libs|apps)/', pathNot: libs('stores', 'eventsourcing', 'ledger', 'side-files', 'threads') },
    },
    {
      name: 'the-labels-reach-only-the-model',
      severity: 'error',
      from: { path: '^libs/formats/src/labels/labels\\.ts$' },
      to: { reachable: true, pathNot: '^libs/(formats/src/labels|cases|eventsourcing)/' },
    },
    {
      // A browser loads it from the sources: of the libraries it shares what needs neither a server nor a package.
      name: 'the-console-shares-the-model-the-labels-and-the-words-of-reports',
      severity: 'error',
      from: { path: '^apps/console/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: '^(libs|apps)/',
        pathNot: [
          '^apps/console/',
          '^libs/(cases|eventsourcing)/src/model\\.ts$',
          '^libs/formats/src/labels/labels\\.ts$',
          '^libs/reports/src/making/words\\.ts$',
        ],
      },
    },
    {
      name: 'nothing-imports-the-console',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: '^apps/console/' },
      to: { path: '^apps/console/' },
    },
    {
      name: 'libraries-do-not-import-apps',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'only-http-and-apps-import-nest',
      severity: 'error',
      from: { path: '^libs/', pathNot: libs('http') },
      to: { path: '^node_modules/@nestjs/' },
    },
    {
      name: 'only-stores-import-database-drivers',
      severity: 'error',
      from: {
        path: '^(libs|apps)/',
        pathNot: [libs('stores', 'projections', 'side-files'), '\\.spec\\.ts$'],
      },
      to: { path: '^node_modules/(@kurrent/|better-sqlite3)' },
    },
    {
      name: 'only-webhooks-sign-webhooks',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: [libs('webhooks'), '\\.spec\\.ts$'] },
      to: { path: '^node_modules/standardwebhooks' },
    },
    {
      name: 'only-what-keeps-tables-imports-kysely',
      severity: 'error',
      from: {
        path: '^(libs|apps)/',
        pathNot: libs('projections', 'side-files', 'access', 'webhooks', 'activity', 'stores'),
      },
      to: { path: '^node_modules/(kysely|pg)(/|$)' },
    },
    {
      name: 'the-read-database-knows-no-read-model',
      severity: 'error',
      from: { path: '^libs/projections/src/database/' },
      to: { path: '^libs/projections/', pathNot: '^libs/projections/src/database/' },
    },
    {
      name: 'read-models-do-not-know-the-table-of-contents',
      severity: 'error',
      from: { path: '^libs/projections/src/[^/]+/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/projections/src/(read-models|projections|projector)\\.ts$' },
    },
    {
      name: 'only-the-dialect-knows-sqlite',
      severity: 'error',
      from: {
        path: libs('projections'),
        pathNot: ['^libs/projections/src/database/(dialect\\.ts$|sqlite/)', '\\.spec\\.ts$'],
      },
      to: { path: ['^node_modules/better-sqlite3', '^libs/projections/src/database/sqlite/'] },
    },
    {
      name: 'class-validator-only-in-command-files',
      severity: 'error',
      from: { path: libs('cases'), pathNot: ['/commands/', '/values/', '/testing/', '\\.spec\\.ts$'] },
      to: { path: '^node_modules/class-' },
    },
    {
      name: 'no-testing-code-in-production',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: ['\\.spec\\.ts$', '/testing/'] },
      to: { path: ['/testing/', '\\.spec\\.ts$', '^test/'] },
    },
    {
      name: 'a-library-is-entered-by-its-index',
      severity: 'error',
      from: { path: '^(libs|apps)/([^/]+)/' },
      // What threads load that also run from the sources, and what needs no database: entries of their own in package.json.
      to: {
        path: '^libs/[^/]+/src/(?!index\\.ts)',
        pathNot: [
          '^libs/$2/',
          '^libs/ledger/src/tree/(growth|kept-tree)\\.ts$',
          '^libs/side-files/src/(connection|problems)\\.ts$',
          '^libs/(cases|eventsourcing)/src/model\\.ts$',
          '^libs/formats/src/labels/labels\\.ts$',
          '^libs/reports/src/making/words\\.ts$',
        ],
      },
    },
    {
      name: 'no-index-inside-a-library',
      severity: 'error',
      from: { path: '^libs/([^/]+)/src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/$1/src/index\\.ts' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist' },
    enhancedResolveOptions: {
      conditionNames: ['homeward-src', 'import', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
