import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cohort, exchange, RegisterSource, sourceUseCases, type KnownCohort } from '#cases';
import { commandId, type EventStore, type Write } from '#eventsourcing';
import { MemoryEventStore } from '#stores';
import { Files } from '../../testing/files.js';
import { Importing } from '../../testing/importing.js';
import { useCaseOf } from '../layouts/use-case-of.js';
import { mappingFrom } from '../mapping/mapping.js';

const EXCHANGES = 'id,date,to_RU_prisoner-of-war,to_RU_civilian,to_UA_prisoner-of-war,source\n';
const ROW = 'x-1,2025-08-24,146,8,,ru-mod\n';

describe('an import', () => {
  const files = new Files();
  let importing: Importing;
  beforeEach(() => {
    importing = new Importing(files);
  });
  afterAll(() => files.remove());

  const types = async (): Promise<string[]> => (await importing.events()).map(({ type }) => type);

  const watchedBy = async (options: { watch?: boolean }) => {
    importing = new Importing(files);
    await importing.apply('exchanges', EXCHANGES + ROW, options);
    await importing.apply(
      'cohorts',
      'id,name,category,power_of_origin,detaining_power\nc-1,Some,civilian,RU,UA\n',
      options,
    );
    const registered = (await importing.events()).filter(({ type }) => type === 'CohortRegistered');
    return registered.map(({ data }) => (data as { readonly watched: boolean }).watched);
  };

  it('that is only planned says what each row would do, and records nothing', async () => {
    const { rows, summary } = await importing.plan('exchanges', EXCHANGES + ROW + 'x-2,soon,1,,1,ru-mod\n');
    expect(rows.map(({ planned: { row, outcome } }) => [row, outcome])).toEqual([
      [2, 'new'],
      [3, 'invalid'],
    ]);
    expect(rows[0]!.planned.does.map(({ useCase }) => useCase.command.name)).toEqual(['RecordExchange']);
    expect(rows[1]!.planned.errors).toMatchObject([{ row: 3, column: 'date', code: 'date' }]);
    expect(summary).toMatchObject({ status: 'checked', rows: 2, applied: 0, position: null });
    expect(await types()).toEqual([]);
  });

  it('records an exchange with its legs: an empty figure of prisoners of war is not stated, never 0', async () => {
    await importing.apply('exchanges', EXCHANGES + ROW);
    expect(await types()).toEqual([
      'ImportStarted',
      'ExchangeRecorded',
      'CohortRegistered',
      'CohortHandedOver',
      'CohortRegistered',
      'CohortHandedOver',
      'CohortRegistered',
      'CohortHandedOver',
      'ImportCompleted',
    ]);
    const { state } = await importing.handling.state(cohort, 'x-1-ua-prisoner-of-war');
    const accounts = [...(state as KnownCohort).accounts.values()].map(({ whereabouts: { stage } }) => stage);
    expect(accounts).toEqual(['released']);
    const all = await importing.events();
    expect(new Set(all.map(({ correlation }) => correlation))).toEqual(new Set(['import-1']));
  });

  it('registers cohorts that nobody watches, unless it is told that somebody takes them on', async () => {
    expect(await watchedBy({})).toEqual([false, false, false, false]);
    expect(await watchedBy({ watch: true })).toEqual([true, true, true, true]);
  });

  it('keeps an exact 0, and what nobody stated of civilians, as what the source says of that line', async () => {
    await importing.apply('exchanges', EXCHANGES + 'x-1,2025-08-24,0,,5,ru-mod\n');
    const all = await importing.events();
    expect(all.filter(({ type }) => type === 'CohortRegistered')).toHaveLength(1);
    expect(all.find(({ type }) => type === 'ExchangeReported')?.data).toMatchObject({
      figures: [
        { line: { powerOfOrigin: 'RU', category: 'prisoner-of-war' }, people: { kind: 'exact', value: 0 } },
        { line: { powerOfOrigin: 'RU', category: 'civilian' }, people: { kind: 'not-stated' } },
      ],
    });
  });

  it('again is a no-op', async () => {
    await importing.apply('exchanges', EXCHANGES + ROW);
    const before = await types();
    const { rows, summary } = await importing.apply('exchanges', EXCHANGES + ROW);
    expect(rows.map(({ planned, applied }) => [planned.outcome, applied])).toEqual([['unchanged', false]]);
    expect(summary).toMatchObject({ status: 'applied', applied: 0, position: null });
    expect(await types()).toEqual(before);
  });

  it('says by whom a figure is not stated that the row states, and never that it was 0', async () => {
    await importing.apply('exchanges', EXCHANGES + 'x-1,2025-08-24,146,,,ru-mod\n');
    const { rows } = await importing.plan('exchanges', EXCHANGES + 'x-1,2025-08-24,146,8,146,agency\n');
    expect(rows[0]!.planned.differences).toEqual([
      { column: 'to_RU_civilian', recorded: 'not stated by ru-mod', proposed: '8' },
      { column: 'to_UA_prisoner-of-war', recorded: 'not stated by ru-mod', proposed: '146' },
      { column: 'source', recorded: 'ru-mod', proposed: 'agency' },
    ]);
    const nobody = await importing.plan('exchanges', EXCHANGES + 'x-1,2025-08-24,146,0,,ru-mod\n');
    // That nobody went is what the source says of that line: it is kept, and contradicts nothing.
    expect(nobody.rows[0]!.planned).toMatchObject({ outcome: 'new', differences: [] });
  });

  it('holds a figure of which there is no leg against what reports say of it', async () => {
    const withoutLeg = 'id,date,to_RU_prisoner-of-war,to_UA_civilian,source\n';
    await importing.apply(
      'exchanges',
      withoutLeg.replace('to_UA_civilian', 'to_UA_from_RU_civilian') + 'x-1,2025-08-24,146,,ru-mod\n',
    );
    const reports = 'exchange,line,figure,source\n';
    const civilians = 'x-1,to_UA_civilian_exchange';
    await importing.apply('exchange-reports', `${reports}${civilians},withheld,ua-staff\n`);
    await importing.apply('exchange-reports', `${reports}${civilians},9,ua-agency\n`);
    const plan = async (people: number) =>
      (await importing.plan('exchanges', `${withoutLeg}x-1,2025-08-24,146,${people},ru-mod\n`)).rows[0]!.planned;
    expect(await plan(8)).toMatchObject({
      outcome: 'amended',
      differences: [{ recorded: 'not stated by ru-mod; withheld by ua-staff; 9 by ua-agency', proposed: '8' }],
    });
    expect(await plan(9)).toMatchObject({ outcome: 'amended', differences: [{ proposed: '9' }] });
  });

  it('names row by row what has no place: columns that are ignored, and cells that a row of its kind does not have', async () => {
    const mapping = mappingFrom(
      JSON.stringify({
        kind: 'exchanges',
        columns: {
          id: 'id',
          'to_RU_from_UA_prisoner-of-war': 'n',
          reason: 'why',
          intermediaries: { from: 'by', values: { somebody: '' }, otherwise: '' },
          source: { constant: 'ru-mod' },
        },
        ignored: ['extra'],
      }),
    );
    const table = 'id,n,why,by,extra\nx-1,5,a delay,somebody,sailors too\nx-2,6,,,\n';
    const { rows } = await importing.apply('exchanges', table, { mapping });
    expect(rows.map(({ planned: { outcome, leftOut } }) => [outcome, leftOut])).toEqual([
      [
        'new',
        [
          { column: 'why', value: 'a delay' },
          { column: 'extra', value: 'sailors too' },
          { column: 'by', value: 'somebody' },
        ],
      ],
      ['new', []],
    ]);
    const again = await importing.plan('exchanges', table, mapping);
    expect(again.rows[0]!.planned).toMatchObject({ outcome: 'unchanged', leftOut: [{}, {}, {}] });
  });

  it('with an amended row proposes a report beside the record, and adds it only where that is accepted', async () => {
    await importing.apply('exchanges', EXCHANGES + ROW);
    const amended = EXCHANGES + ROW.replace('146', '150');
    const planned = await importing.apply('exchanges', amended);
    expect(planned.rows[0]).toMatchObject({
      applied: false,
      planned: {
        outcome: 'amended',
        differences: [{ column: 'to_RU_prisoner-of-war', recorded: '146', proposed: '150' }],
      },
    });
    const { summary } = await importing.apply('exchanges', amended, { amending: true });
    expect(summary.applied).toBe(1);
    expect((await types()).slice(-3)).toEqual(['ImportStarted', 'ExchangeReported', 'ImportCompleted']);
    const again = await importing.apply('exchanges', amended, { amending: true });
    expect(again.rows[0]!.planned.outcome).toBe('unchanged');
  });

  it('names a conflict with what is recorded where no command could say it', async () => {
    await importing.apply('exchanges', EXCHANGES + ROW);
    const { rows } = await importing.plan('exchanges', EXCHANGES + ROW.replace('2025-08-24', '2025-08-25'));
    expect(rows[0]!.planned).toMatchObject({
      outcome: 'conflict',
      differences: [{ column: 'date', recorded: '2025-08-24', proposed: '2025-08-25' }],
      does: [],
    });
  });

  it('names a conflict with a rule', async () => {
    const { rows } = await importing.plan('exchange-reports', 'exchange,line,figure,source\nnone,to_RU,5,ru-mod\n');
    expect(rows[0]!.planned).toMatchObject({ outcome: 'conflict', errors: [{ code: 'exchange-not-found' }] });
  });

  it('takes a second source for credibility 1, and names a conflict where it is missing or says only what the first does', async () => {
    for (const [sourceId, independenceGroup] of [
      ['ru-mod', 'ru'],
      ['ru-agency', 'ru'],
      ['ua-hq', 'ua'],
    ] as const) {
      const command = Object.assign(new RegisterSource(), {
        sourceId,
        name: sourceId,
        kind: 'media',
        independenceGroup,
      });
      const useCase = useCaseOf(sourceUseCases, RegisterSource);
      const who = { actor: 'a tester', organisation: null, causation: null, now: '2026-05-01T00:00:00.000Z' };
      const id = commandId('a tester', sourceId);
      await importing.handling.handle(useCase, command, { target: sourceId, commandId: id, correlation: id, ...who });
    }
    const head = 'id,detaining_power,power_of_origin,category,figure,source,credibility,corroborated_by\n';
    const claims = ['ua-hq', 'ru-agency', ''].map((by, at) => `c-${at},RU,UA,civilian,5,ru-mod,1,${by}\n`).join('');
    const { rows } = await importing.apply('claims', head + claims);
    expect(rows.map(({ planned, applied }) => [planned.outcome, applied, planned.errors[0]?.code])).toEqual([
      ['new', true, undefined],
      ['conflict', false, 'sources-not-independent'],
      ['conflict', false, 'corroboration-missing'],
    ]);
    const claimed = (await importing.events()).find(({ type }) => type === 'HeldPopulationClaimed');
    expect(claimed!.data).toMatchObject({ basis: { source: 'ru-mod', credibility: '1', corroboratedBy: 'ua-hq' } });
    expect((await importing.plan('claims', head + claims)).rows[0]!.planned.outcome).toBe('unchanged');
    const other = await importing.plan('claims', `${head}c-0,RU,UA,civilian,5,ru-mod,1,ua-staff\n`);
    expect(other.rows[0]!.planned.differences.map(({ column }) => column)).toEqual(['corroborated_by']);
  });

  it('refuses two rows about the same thing', async () => {
    const { rows } = await importing.plan('exchanges', EXCHANGES + ROW + ROW);
    expect(rows[1]!.planned).toMatchObject({ outcome: 'invalid', errors: [{ row: 3, code: 'row-repeated' }] });
  });

  it('plans and aborts an exchange that did not take place', async () => {
    const head = 'id,date,status,reason,to_RU_prisoner-of-war,to_UA_prisoner-of-war,source\n';
    const table = `${head}x-1,2024-01-24,aborted,It was called off.,,,ru-mod\n`;
    await importing.apply('exchanges', table);
    expect((await importing.handling.state(exchange, 'x-1')).state.status).toBe('aborted');
    expect((await importing.apply('exchanges', table)).rows[0]!.planned.outcome).toBe('unchanged');
  });

  it.each([
    ['planned,', 'aborted,It was called off.', 'amended', ['status']],
    ['aborted,It was called off.', 'aborted,Nobody came.', 'conflict', ['reason']],
    ['aborted,It was called off.', 'planned,', 'conflict', ['status']],
    ['planned,', 'planned,No matter.', 'unchanged', []],
  ])('holds a row against an exchange that did not take place: %s, then %s', async (first, then, outcome, columns) => {
    const head = 'id,date,status,reason,to_RU_prisoner-of-war,to_UA_prisoner-of-war,source\n';
    await importing.apply('exchanges', `${head}x-1,2024-01-24,${first},,,ru-mod\n`);
    const { planned } = (await importing.plan('exchanges', `${head}x-1,2024-01-24,${then},,,ru-mod\n`)).rows[0]!;
    expect([planned.outcome, planned.differences.map(({ column }) => column)]).toEqual([outcome, columns]);
  });

  it('of all or nothing records nothing where one row is bad', async () => {
    const table = EXCHANGES + ROW + 'x-2,2025-08-24,many,,,ru-mod\n';
    const { rows, summary } = await importing.apply('exchanges', table, { whole: true });
    expect(summary).toMatchObject({ status: 'refused', applied: 0, rows: 2, outcomes: { new: 1, invalid: 1 } });
    expect(rows.map(({ planned }) => planned.row)).toEqual([3]);
    expect(await types()).toEqual([]);
  });

  it('row by row records the good ones and names the others', async () => {
    const table = EXCHANGES + 'x-2,2025-08-24,many,,,ru-mod\n' + ROW;
    const { rows, summary } = await importing.apply('exchanges', table);
    expect(rows.map(({ planned, applied }) => [planned.outcome, applied])).toEqual([
      ['invalid', false],
      ['new', true],
    ]);
    expect(summary).toMatchObject({ status: 'applied', applied: 1 });
    expect((await importing.events()).at(-1)).toMatchObject({
      type: 'ImportCompleted',
      data: { rows: 2, recorded: 1, refused: 1 },
    });
  });

  it('of all or nothing takes back what it recorded where somebody else comes between', async () => {
    const store = new MemoryEventStore();
    const rival = new Importing(files, store, 'rival');
    const table = EXCHANGES + Array.from({ length: 200 }, (_, i) => `x-${i},2025-08-24,${i + 1},,5,ru-mod\n`).join('');
    let appends = 0;
    const racing: EventStore = Object.assign(Object.create(store) as EventStore, {
      append: async (writes: readonly Write[]) => {
        appends += 1;
        if (appends === 10) await rival.apply('exchanges', `${EXCHANGES}x-150,2020-01-01,9,,9,other\n`);
        return store.append(writes);
      },
    });
    importing = new Importing(files, racing);
    const { summary, rows } = await importing.apply('exchanges', table, { whole: true });
    expect(summary).toMatchObject({ status: 'reversed', applied: 0 });
    expect(rows.at(-1)!.planned).toMatchObject({ key: 'x-150', outcome: 'conflict' });
    expect((await importing.handling.state(exchange, 'x-3')).state.status).toBe('withdrawn');
    expect((await importing.handling.state(exchange, 'x-150')).state.status).toBe('recorded');
  });

  it('brings in the public material as it is, through its mapping, with the reports, claims and totals beside it', async () => {
    const mapping = mappingFrom(readFileSync(data('exchanges.mapping.json'), 'utf8'));
    const first = await importing.applyFile('exchanges', data('exchanges.csv'), { whole: true, mapping });
    expect(first.rows.filter(({ applied }) => !applied)).toEqual([]);
    expect(first.summary).toMatchObject({ status: 'applied', rows: 31, applied: 31 });
    for (const [kind, file] of [
      ['exchange-reports', 'exchange-reports.csv'],
      ['claims', 'held-population-claims.csv'],
      ['totals', 'published-totals.csv'],
    ] as const) {
      const { rows, summary } = await importing.applyFile(kind, data(file), { whole: true });
      expect(rows.filter(({ applied }) => !applied)).toEqual([]);
      expect(summary.status).toBe('applied');
      const again = await importing.applyFile(kind, data(file), { whole: true });
      expect(again.summary.outcomes.unchanged).toBe(summary.rows);
    }
    const recorded = (await importing.events()).find(
      ({ stream, type }) => stream === 'exchange-2026-02-05' && type === 'ExchangeRecorded',
    );
    expect(recorded?.data).toMatchObject({
      intermediaries: ['AE', 'US'],
      basis: { source: 'rtvi.com', credibility: '2', reliability: 'F' },
      legs: [
        { cohortId: '2026-02-05-ru-prisoner-of-war', detainingPower: 'UA', people: { value: 157 } },
        { cohortId: '2026-02-05-ru-civilian', people: { value: 3 } },
        { cohortId: '2026-02-05-ua-prisoner-of-war', detainingPower: 'RU', people: { value: 157 } },
      ],
    });
  });
});

function data(name: string): string {
  return fileURLToPath(new URL(`../../../../test/data/${name}`, import.meta.url));
}
