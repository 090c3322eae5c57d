import { STATUS_CODES } from 'node:http';
import { MEDIA_TYPES } from '#formats';
import { refTo, type JsonSchema } from '#http';
import { WORDINGS } from '../wordings.js';
import { LEDGER_CONTENT, LEDGER_PROBLEMS } from './ledger-answers.js';

/** What a path and method of the API is answered with, where it is no command. */
const READS: Readonly<Record<string, string>> = {
  'get /api/v1/cohorts': 'CohortPage',
  'get /api/v1/cohorts/{id}': 'Cohort',
  'get /api/v1/cohorts/{id}/entries': 'CaseFilePage',
  'get /api/v1/exchanges': 'ExchangePage',
  'get /api/v1/exchanges/{id}': 'Exchange',
  'get /api/v1/population-claims': 'ClaimPage',
  'get /api/v1/population-claims/{id}': 'Claim',
  'get /api/v1/published-totals': 'TotalPage',
  'get /api/v1/published-totals/{id}': 'Total',
  'get /api/v1/reports/held-populations': 'HeldPopulationsReport',
  'get /api/v1/reports/reconciliation': 'ReconciliationReport',
  'get /api/v1/sources': 'SourcePage',
  'get /api/v1/sources/{id}': 'Source',
  'get /api/v1/sources/{id}/entries': 'SourceEntriesPage',
  'get /api/v1/sources/{id}/withdrawal': 'SourceWithdrawalPage',
  'get /api/v1/statements': 'StatementPage',
  'get /api/v1/statements/{id}': 'Statement',
  'get /api/v1/alerts': 'AlertPage',
  'get /api/v1/alerts/{id}': 'Alert',
  'get /api/v1/pathways': 'PathwayList',
  'get /api/v1/pathways/{id}': 'Pathway',
  'put /api/v1/statements/copies': 'StoredCopy',
  'get /api/v1/reports/stages': 'StagesReport',
  'get /api/v1/cohorts/{id}/compare': 'CohortComparison',
  'get /api/v1/reports/stages/compare': 'ReportComparison',
  'get /api/v1/reports/interim-care/compare': 'ReportComparison',
  'get /api/v1/reports/rehabilitation/compare': 'ReportComparison',
  'get /api/v1/reports/flows/compare': 'ReportComparison',
  'get /api/v1/reports/series/compare': 'ReportComparison',
  'get /api/v1/reports/exchanges/compare': 'ReportComparison',
  'get /api/v1/reports/intermediaries/compare': 'ReportComparison',
  'get /api/v1/reports/held-populations/compare': 'ReportComparison',
  'get /api/v1/reports/reconciliation/compare': 'ReportComparison',
  'get /api/v1/reports/interim-care': 'InterimCareReport',
  'get /api/v1/reports/rehabilitation': 'RehabilitationReport',
  'get /api/v1/reports/flows': 'FlowsReport',
  'get /api/v1/reports/series': 'SeriesReport',
  'get /api/v1/reports/exchanges': 'ExchangeTotalsReport',
  'get /api/v1/reports/intermediaries': 'IntermediariesReport',
  'get /api/v1/events': 'EventBatch',
  'post /api/v1/commands': 'CommandBatchAnswer',
  'post /api/v1/imports': 'ImportReport',
  'post /api/v1/imports/{id}/apply': 'ImportReport',
  'post /api/v1/imports/{id}/reverse': 'ImportReversed',
  'get /api/v1/imports': 'ImportList',
  'get /api/v1/imports/{id}': 'Import',
  'post /api/v1/webhooks': 'NewWebhook',
  'get /api/v1/webhooks': 'WebhookList',
  'get /api/v1/webhooks/{id}': 'Webhook',
  'post /api/v1/webhooks/{id}/rotate-secret': 'NewWebhook',
  'post /api/v1/webhooks/{id}/pause': 'Webhook',
  'post /api/v1/webhooks/{id}/resume': 'Webhook',
  'get /api/v1/webhooks/{id}/deliveries': 'WebhookDeliveries',
  'get /api/v1/webhooks/dead-letters': 'WebhookDeliveries',
  'post /api/v1/webhooks/{id}/deliveries/{deliveryId}/retry': 'WebhookDelivery',
  'get /api/v1/audit/activity': 'ActivityPage',
  'get /api/v1/audit/activity/keys': 'ActivityKeys',
  'get /api/v1/audit/keys': 'LedgerKeys',
  'post /api/v1/audit/keys/rotate': 'LedgerKeys',
  'get /api/v1/tokens': 'TokenList',
  'get /health/live': 'Live',
  'get /health/ready': 'Readiness',
  'post /api/v1/tokens': 'NewToken',
  'post /api/v1/tokens/{id}/rotate': 'NewToken',
};

const MEDIA: Readonly<Record<string, string>> = {
  EventBatch: 'application/cloudevents-batch+json',
};

/** What every table can be given as besides. */
const FILES: JsonSchema = Object.fromEntries(
  [MEDIA_TYPES.csv, MEDIA_TYPES.xlsx].map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
);

/** What is no JSON. */
const OTHERS: Readonly<Record<string, string>> = {
  'get /api/v1/events/stream': 'text/event-stream',
  'get /api/v1/statements/copies/{sha256}': 'application/octet-stream',
};

/** Statuses of problems by what an operation is, with their codes. */
const PROBLEMS = {
  everywhere: { 401: ['unauthorized'], 403: ['forbidden'], 429: ['too-many-requests'] },
  withParameters: { 400: ['invalid-query'] },
  table: { 406: ['not-acceptable'] },
  withBody: {
    400: ['malformed-json', 'name-repeated', 'too-deep', 'not-utf-8', 'text-not-well-formed', 'invalid'],
    413: ['too-large'],
    415: ['unsupported-media-type'],
  },
  form: { 400: ['malformed-form', 'invalid-mapping'] },
  withId: { 404: ['not-found'] },
  read: { 503: ['projection-behind', 'stopping'] },
  command: {
    400: ['invalid-idempotency-key', 'invalid-if-match', 'invalid-written-at'],
    409: ['conflict'],
    412: ['stale'],
    422: ['key-reused'],
    503: ['store-unavailable', 'record-altered', 'stopping'],
  },
} as const;

type Problems = Readonly<Record<number, readonly string[]>>;

/** Which member of an operation's responses is the good one, and what it holds. */
export function successOf(
  key: string,
  creates: boolean,
  isTable: boolean,
): readonly [status: string, content: JsonSchema | undefined] {
  if (key.startsWith('delete ')) return ['204', undefined];
  const schema = READS[key] ?? commandAnswer(key);
  if (schema !== undefined) {
    const json = { [MEDIA[schema] ?? 'application/json']: { schema: refTo(schema) } };
    return [creates ? '201' : '200', isTable ? { ...json, ...FILES } : json];
  }
  return ['200', LEDGER_CONTENT[key] ?? { [OTHERS[key] ?? 'text/plain']: { schema: { type: 'string' } } }];
}

function isCommand(key: string): boolean {
  return commandAnswer(key) !== undefined;
}

/** What the commands of a collection are answered with. */
const COMMANDS: Readonly<Record<string, string>> = {
  cohorts: 'CohortAnswer',
  exchanges: 'ExchangeAnswer',
  sources: 'SourceAnswer',
  statements: 'StatementAnswer',
  'population-claims': 'ClaimAnswer',
  'published-totals': 'TotalAnswer',
  entries: 'AssessmentAnswer',
  pathways: 'PathwayAnswer',
  alerts: 'AlertAnswer',
};

function commandAnswer(key: string): string | undefined {
  return COMMANDS[/^post \/api\/v1\/([a-z-]+)/.exec(key)?.[1] ?? ''];
}

/** The problems that an operation may be answered with. */
export function problemsOf(
  key: string,
  { hasParameters, isTable }: { readonly hasParameters: boolean; readonly isTable: boolean },
): JsonSchema {
  if (key.includes('/health/')) return {};
  const own = LEDGER_PROBLEMS[key];
  if (own !== undefined) return together(key.includes('/witness/') ? [own] : [PROBLEMS.everywhere, own]);
  const kinds: Problems[] = [PROBLEMS.everywhere];
  if (isTable) kinds.push(PROBLEMS.table);
  if (hasParameters) kinds.push(PROBLEMS.withParameters);
  if (/\{\w+\}/.test(key)) kinds.push(PROBLEMS.withId);
  if (/^p(?:os|u)t /.test(key)) kinds.push(PROBLEMS.withBody);
  if (key === 'post /api/v1/imports') kinds.push(PROBLEMS.form);
  if (key.startsWith('get /api/v1/')) kinds.push(PROBLEMS.read);
  if (isCommand(key)) kinds.push(PROBLEMS.command, rejections(key));
  return together(kinds);
}

function together(kinds: readonly Problems[]): JsonSchema {
  const byStatus = new Map<string, Set<string>>();
  for (const kind of kinds) {
    for (const [status, codes] of Object.entries(kind)) {
      byStatus.set(status, new Set([...(byStatus.get(status) ?? []), ...codes]));
    }
  }
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, problem(status, [...codes])]));
}

/** Rules refuse with 404 or 409. */
function rejections(key: string): Problems {
  return key.includes('{id}') ? { 404: codesWith(404), 409: codesWith(409) } : { 409: codesWith(409) };
}

function codesWith(status: number): string[] {
  return Object.keys(WORDINGS).filter((code) => (WORDINGS[code]!.status ?? 409) === status);
}

function problem(status: string, codes: readonly string[]): JsonSchema {
  return {
    description: `${STATUS_CODES[status]}. Codes: ${codes.map((code) => `\`${code}\``).join(', ')}.`,
    content: { 'application/problem+json': { schema: refTo('Problem') } },
  };
}
