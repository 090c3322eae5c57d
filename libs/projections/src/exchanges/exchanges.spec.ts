import { exactly, NOT_STATED, type Figure } from '#cases';
import { CaseFiles } from '../../testing/case-files.js';
import { exchangeFile, exchangeList, exchangeTotalsReport, intermediariesReport } from '../index.js';
import { disagreementOf } from './lines.js';

const REGISTER = { category: 'prisoner-of-war', powerOfOrigin: 'RU', detainingPower: 'UA' };
const SOLDIERS = { powerOfOrigin: 'RU', category: 'prisoner-of-war', terms: 'exchange' };
const ALL_RU = { powerOfOrigin: 'RU' };
/** Nobody says who went the other way. */
const OTHER_SIDE = ['all', NOT_STATED, 1, 0];
const basis = (source: string) => ({ source });

describe('exchanges', () => {
  let files: CaseFiles;
  beforeEach(() => void (files = new CaseFiles()));
  afterEach(() => files.remove());

  /** Records an exchange of one leg or more; gives the entries' ids: the exchange's own first. */
  async function record(
    id: string,
    occurredOn: string | null,
    people: readonly Figure[],
    extra: object = {},
  ): Promise<string[]> {
    return files.send('RecordExchange', id, {
      exchangeId: id,
      occurredOn,
      intermediaries: ['AE'],
      basis: basis('ru-mod'),
      legs: people.map((headcount, leg) => ({
        register: { ...REGISTER, cohortId: `${id}-${leg}`, name: `Leg ${leg}`, headcount },
        headcount,
      })),
      ...extra,
    });
  }

  async function totals(query = {}): Promise<unknown[]> {
    await files.catchUp();
    const { rows } = await exchangeTotalsReport(files.models, query);
    return rows.map(({ period, people, accepted, exchanges }) => [period, people, exchanges, accepted]);
  }

  it('keep every source beside the record, and say where they contradict each other', async () => {
    await record('one', '2025-08-24', [exactly(146)]);
    await files.send('AddExchangeReport', 'one', {
      basis: basis('ua-gur'),
      figures: [{ leg: 1, headcount: exactly(150) }],
    });
    await files.send('AddExchangeReport', 'one', {
      basis: basis('un'),
      figures: [{ ...ALL_RU, headcount: { kind: 'about', value: 150 } }],
    });
    await files.catchUp();
    const file = await exchangeFile(files.models, 'one');
    expect(file).toMatchObject({ status: 'recorded', disagreements: 2 });
    const all = file!.lines.find(({ line }) => line.category === null);
    const soldiers = file!.lines.find(({ line }) => line.category !== null);
    expect(soldiers).toMatchObject({
      line: SOLDIERS,
      claims: [
        { from: 'record', people: exactly(146), basis: { source: 'ru-mod' } },
        { from: 'report', people: exactly(150), basis: { source: 'ua-gur' } },
      ],
      disagreement: 'contradict',
    });
    expect(all).toMatchObject({
      claims: [
        { from: 'record', people: exactly(146) },
        { from: 'report', people: { kind: 'about', value: 150 } },
      ],
      disagreement: 'differ',
    });
  });

  it('no longer disagree where the report was taken back', async () => {
    await record('one', '2025-08-24', [exactly(146)]);
    const [entryId] = await files.send('AddExchangeReport', 'one', {
      basis: basis('ua-gur'),
      figures: [{ leg: 1, headcount: exactly(150) }],
    });
    await files.send('RetractExchangeEntry', 'one', { entryId, reason: 'a mistake' });
    await files.catchUp();
    const file = await exchangeFile(files.models, 'one');
    expect(file!.lines).toMatchObject([{ disagreement: null, claims: [{}, { retractedBy: expect.any(String) }] }]);
  });

  it('count by the newest decision, and keep those before it', async () => {
    await record('one', '2025-08-24', [exactly(146)]);
    await files.send('AcceptFigure', 'one', { leg: 1, headcount: exactly(150), reason: 'two sources' });
    expect(await totals()).toEqual([['all', exactly(150), 1, 1], OTHER_SIDE]);
    await files.send('AcceptFigure', 'one', { leg: 1, headcount: exactly(148), reason: 'a list' });
    expect(await totals()).toEqual([['all', exactly(148), 1, 1], OTHER_SIDE]);
    const file = await exchangeFile(files.models, 'one');
    expect(file!.lines[0]).toMatchObject({
      accepted: exactly(148),
      decisions: [{ people: exactly(150) }, { people: exactly(148), reason: 'a list' }],
    });
  });

  it('count by a decision about all of them together, unless something finer was decided', async () => {
    await record('one', '2025-08-24', [exactly(100), exactly(46)]);
    await files.send('AcceptFigure', 'one', { ...ALL_RU, headcount: exactly(150), reason: 'one total' });
    expect(await totals()).toEqual([['all', exactly(150), 1, 1], OTHER_SIDE]);
    await files.send('AcceptFigure', 'one', { ...SOLDIERS, headcount: exactly(147), reason: 'a list' });
    expect(await totals()).toEqual([['all', exactly(147), 1, 1], OTHER_SIDE]);
  });

  it('never count what is planned, aborted, taken back or handed over no more', async () => {
    await files.send('PlanExchange', 'off', {
      exchangeId: 'off',
      planned: true,
      occurredOn: '2024-01-24',
      legs: [{ register: { ...REGISTER, cohortId: 'off-0', name: 'Off' }, headcount: exactly(65) }],
    });
    await files.send('AbortExchange', 'off', { reason: 'it did not take place' });
    await record('withdrawn', '2025-08-02', [exactly(2)]);
    await files.send('RetractExchange', 'withdrawn', { reason: 'a mistake' });
    const entries = await record('struck', '2025-08-03', [exactly(3), exactly(4)]);
    const handover = (await exchangeEntries(entries)).find(({ type }) => type === 'CohortHandedOver')!;
    await files.send('RetractEntry', 'struck-0', { entryId: handover.id, reason: 'a mistake' });
    expect(await totals()).toEqual([['all', exactly(4), 1, 0], OTHER_SIDE]);
    expect((await exchangeFile(files.models, 'struck'))!.legs).toMatchObject([
      { leg: 1, retractedBy: expect.any(String) },
      { leg: 2, retractedBy: null },
    ]);
    expect((await exchangeFile(files.models, 'off'))!).toMatchObject({
      status: 'aborted',
      abortedBecause: 'it did not take place',
    });
    expect((await exchangeFile(files.models, 'withdrawn'))!.status).toBe('withdrawn');
  });

  it('never count a figure that is not stated as nobody', async () => {
    await record('known', '2025-08-24', [exactly(146)]);
    await record('unknown', '2025-08-24', [NOT_STATED]);
    await record('vague', '2025', [NOT_STATED]);
    await files.catchUp();
    const { rows } = await exchangeTotalsReport(files.models, { period: 'month', powerOfOrigin: 'RU' });
    expect(rows).toMatchObject([
      { period: null, people: NOT_STATED, notStated: 1 },
      { period: '2025-08', people: { kind: 'at-least', value: 146 }, notStated: 1, exchanges: 2 },
    ]);
    const [mediated] = (await intermediariesReport(files.models)).rows;
    expect(mediated!.exchanges.map(({ exchangeId, runningTotal }) => [exchangeId, runningTotal])).toEqual([
      ['vague', NOT_STATED],
      ['known', { kind: 'at-least', value: 146 }],
      ['unknown', { kind: 'at-least', value: 146 }],
    ]);
  });

  it('say which handovers the receiving side confirmed', async () => {
    const entries = await record('one', '2025-08-24', [exactly(146)]);
    const handover = (await exchangeEntries(entries)).find(({ type }) => type === 'CohortHandedOver')!;
    const [entryId] = await files.send('AcknowledgeHandover', 'one-0', { entryId: handover.id });
    await files.catchUp();
    expect((await exchangeFile(files.models, 'one'))!.legs).toMatchObject([{ acknowledgedBy: entryId }]);
    await files.send('RetractEntry', 'one-0', { entryId, reason: 'a mistake' });
    await files.catchUp();
    expect((await exchangeFile(files.models, 'one'))!.legs).toMatchObject([
      { acknowledgedBy: null, retractedBy: null },
    ]);
  });

  it('are listed by their dates, either way, page by page', async () => {
    await record('b', '2025-08-24', [exactly(1)]);
    await record('a', '2025-09', [exactly(1)]);
    await record('c', null, [exactly(1)]);
    await files.catchUp();
    const first = await exchangeList(files.models, { sort: '-occurred', limit: 2, intermediary: 'AE' });
    expect(first.rows.map(({ id }) => id)).toEqual(['a', 'b']);
    const second = await exchangeList(files.models, { sort: '-occurred', limit: 2, cursor: first.next! });
    expect(second.rows.map(({ id }) => id)).toEqual(['c']);
    expect(second.next).toBeNull();
  });

  async function exchangeEntries(ids: readonly string[]): Promise<{ id: string; type: string }[]> {
    const found: { id: string; type: string }[] = [];
    for await (const { id, type } of files.store.readAll()) if (ids.includes(id)) found.push({ id, type });
    return found;
  }
});

describe('figures disagree', () => {
  it.each<[string, Figure[], ReturnType<typeof disagreementOf>]>([
    ['not, where they are the same', [exactly(5), exactly(5)], null],
    ['not with one that states no number', [exactly(5), NOT_STATED, { kind: 'withheld' }], null],
    ['in contradiction, where both are exact', [exactly(5), exactly(6)], 'contradict'],
    ['in contradiction, where their bounds lie apart', [{ kind: 'at-most', value: 4 }, exactly(5)], 'contradict'],
    ['without contradiction, where both can be true', [{ kind: 'at-least', value: 4 }, exactly(5)], 'differ'],
    ['without contradiction, where one is about a number', [{ kind: 'about', value: 150 }, exactly(146)], 'differ'],
  ])('%s', (_, figures, expected) => expect(disagreementOf(figures)).toBe(expected));
});
