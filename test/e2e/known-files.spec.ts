import { cleanUp, Client, startServer, type TestServer } from './server.js';
import { COHORT, exactly, EXCHANGE, REGISTER } from './sample-requests.js';
import { CLAIM, SOURCE, TOTAL } from './sample-sources.js';

const NOBODY_YET = '2020-01-01T00:00:00Z';

interface Rows {
  readonly rows: readonly any[];
}
const people = ({ rows }: Rows) => rows.map((row) => row.people.value);
const handled = ({ rows }: Rows) => rows.map((row) => row.handled);
const causes = (rows: any[]) => rows.flatMap(({ entries }) => entries.map((one: any) => [one.type, one.file.kind]));
const residual = ({ rows }: Rows) => rows[0].totals[1].step.residual.low;

describe('what was known of exchanges, claims, sources and alerts', () => {
  let server: TestServer;
  let caseworker: Client;
  let reporter: Client;
  /** Positions before and after everything was taken back or said otherwise. */
  let [before, after] = ['', ''];

  const get = async (path: string) => (await reporter.get(`/api/v1/${path}`)).body;
  const compared = async (report: string) => (await get(`reports/${report}/compare?from=${before}`)).rows as any[];
  const both = async (path: string, pick: (body: any) => unknown) => {
    const ask = (position: string) => get(`${path}${path.includes('?') ? '&' : '?'}after=${after}&knownAt=${position}`);
    return [pick(await ask(before)), pick(await ask(after))];
  };
  const post = async (path: string, body: object) => (await caseworker.post(`/api/v1/${path}`, body)).body;

  beforeAll(async () => {
    server = await startServer();
    caseworker = new Client(server.address, await server.token('caseworker'));
    reporter = new Client(server.address, await server.token('reporter'));
    await post('sources', SOURCE);
    await post('cohorts', REGISTER);
    await post('exchanges', EXCHANGE);
    // Of those who went the other way nobody says how many they were.
    const rule = { ...TOTAL.rule, powersOfOrigin: ['RU'] };
    const earlier = { totalId: 'earlier', asOf: '2025-08-14', total: exactly(4487) };
    await post('published-totals', { ...TOTAL, rule, ...earlier });
    await post('published-totals', { ...TOTAL, rule });
    const { position, entries } = await post('population-claims', CLAIM);
    before = position;

    const line = { powerOfOrigin: 'RU', category: 'prisoner-of-war', terms: 'exchange' };
    const basis = { source: 'ua-agency' };
    await post('exchanges/2025-08-24/add-exchange-report', { basis, figures: [{ ...line, headcount: exactly(140) }] });
    await post('exchanges/2025-08-24/accept-figure', { ...line, headcount: exactly(140), reason: 'counted on video' });
    await post('population-claims/ua-in-ru-2025-08-22/retract-entry', {
      entryId: entries[0].entryId,
      reason: 'Read wrongly',
    });
    await post('sources/ru-mod/grade-source', { reliability: 'C', reason: 'returns confirmed by families' });
    const [overdue] = (await get(`alerts?after=${before}&on=2026-09-01&kind=overdue-in-stage&cohortId=${COHORT}`)).rows;
    const { position: last } = await post(`alerts/${overdue.id}/acknowledge-alert`, { reason: 'asked' });
    after = last;
  });
  afterAll(async () => {
    await server.stop();
    cleanUp();
  });

  it('stays as it was, whatever was said since', async () => {
    expect(await both('exchanges', ({ rows }) => rows[0].disagreements)).toEqual([0, 1]);
    expect(await both('exchanges/2025-08-24', ({ lines }) => lines.map((one: any) => one.claims.length))).toEqual([
      [1, 1],
      [1, 2],
    ]);
    expect(await both('population-claims', ({ rows }) => rows[0].retractedBy === null)).toEqual([true, false]);
    expect(await both('reports/held-populations', ({ rows }) => rows.length)).toEqual([1, 0]);
    expect(await both('sources', ({ rows }) => rows[0].reliability)).toEqual(['F', 'C']);
    expect(await both('sources/ru-mod', ({ registration }) => registration.grades.length)).toEqual([0, 1]);
    expect(await both('published-totals', ({ rows }) => rows.length)).toEqual([2, 2]);
  });

  it('adds up as it did', async () => {
    expect(await both('reports/exchanges?category=prisoner-of-war', people)).toEqual([[146], [140]]);
    expect(await both('reports/intermediaries', people)).toEqual([[154], [148]]);
    expect(await both('reports/reconciliation', residual)).toEqual([0, 6]);
  });

  it('tells which alerts there were, and what was decided about them', async () => {
    const asked = `alerts?on=2026-09-01&kind=overdue-in-stage&cohortId=${COHORT}`;
    expect(await both(asked, handled)).toEqual([['open'], ['acknowledged']]);
    expect(await both('alerts?on=2025-08-24&kind=overdue-in-stage', handled)).toEqual([[], []]);
  });

  it('is compared with what is known now, with the entries that made the difference', async () => {
    const totals = (await compared('exchanges')).find(({ row }) => row.category === 'prisoner-of-war');
    expect([totals.change, totals.differences.people]).toEqual(['changed', { low: -6, high: -6 }]);
    expect(causes([totals]).at(-1)).toEqual(['FigureAccepted', 'exchange']);
    expect((await compared('intermediaries'))[0].after.people).toEqual({ kind: 'at-least', value: 148 });
    expect(causes(await compared('held-populations'))).toEqual([['EntryRetracted', 'claim']]);
    const [step] = await compared('reconciliation');
    expect([step.row.totalId, step.before.residual.low, step.after.residual.low]).toEqual([TOTAL.totalId, 0, 6]);
    for (const report of ['exchanges', 'intermediaries', 'held-populations', 'reconciliation']) {
      const csv = await reporter.get(`/api/v1/reports/${report}/compare?from=${before}&format=csv`);
      expect([report, csv.status, csv.headers.get('homeward-cannot-be-shown')]).toEqual([report, 200, '0']);
    }
  });

  it('is about a day where one is named, and nothing before anybody said anything', async () => {
    expect((await get('exchanges?on=2025-08-23')).rows).toEqual([]);
    expect((await get('exchanges?on=2025-08-24')).rows).toHaveLength(1);
    expect((await get('published-totals?on=2025-08-20')).rows.map((row: any) => row.totalId)).toEqual(['earlier']);
    expect((await get('reports/intermediaries?on=2025-08-23')).rows).toEqual([]);
    for (const path of ['exchanges', 'sources', 'alerts', 'reports/reconciliation', 'reports/exchanges']) {
      const body = await get(`${path}?knownAt=${NOBODY_YET}`);
      expect([path, body.rows, body.knownAt]).toEqual([path, [], null]);
    }
    expect((await reporter.get(`/api/v1/exchanges/2025-08-24?knownAt=${NOBODY_YET}`)).status).toBe(404);
    const refused = await reporter.get('/api/v1/reports/exchanges?on=soon&knownAt=then');
    expect([refused.status, refused.body.errors.map((one: any) => one.pointer)]).toEqual([400, ['/on', '/knownAt']]);
  });
});
