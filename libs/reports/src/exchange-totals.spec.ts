import { exactly, NOT_STATED, type Figure } from '#cases';
import { exchangeTotalsReport, intermediariesReport, reconciliationReport } from '#projections';
import { CaseFiles } from '../../projections/testing/case-files.js';
import { arriveInBelarus, EXCHANGE } from '../../projections/testing/reference-case.js';
import { comparing } from '../testing/comparing.js';
import { exchangeTotals } from './exchange-totals.js';

const compareExchangeTotals = comparing(exchangeTotals);

const WITHHELD: Figure = { kind: 'withheld' };
const atLeast = (value: number): Figure => ({ kind: 'at-least', value });
const soldiers = { powerOfOrigin: 'UA', category: 'prisoner-of-war', terms: 'exchange' };
const civilians = { ...soldiers, category: 'civilian' };

describe('totals of exchanges', () => {
  const files = new CaseFiles();
  const { models } = files;
  beforeAll(async () => {
    files.now = '2025-08-25T09:00:00.000Z';
    await arriveInBelarus(files);
    await files.catchUp();
  });
  afterAll(() => files.remove());

  const report = (source: string, figures: readonly object[], id = EXCHANGE) =>
    files.send('AddExchangeReport', id, { basis: { source }, figures });
  /** Records that five civilians of KZ, held by GE, changed hands. */
  const record = (id: string, day: string, leg: object = {}) => {
    const cohort = { cohortId: id, name: id, category: 'civilian', powerOfOrigin: 'KZ', detainingPower: 'GE' };
    const legs = [{ register: { ...cohort, headcount: exactly(5) }, ...leg }];
    return files.send('RecordExchange', id, { exchangeId: id, occurredOn: day, intermediaries: ['TR'], legs });
  };
  const position = async () => (await files.catchUp(), (await models.read(async (reading) => reading)).position!);
  /** Of one Power's people: which, how many, how many groups without a number and where, and what reports alone state. */
  async function totals(powerOfOrigin = 'UA', query: object = {}) {
    await files.catchUp();
    const { rows } = await exchangeTotalsReport(models, { powerOfOrigin, ...query });
    return rows.map(({ category, people, notStated, withheld, notStatedIn, reported }) => [
      category,
      people,
      notStated + withheld,
      notStatedIn,
      reported,
    ]);
  }

  it('say that of the other side nothing is stated', async () => {
    expect(await totals()).toEqual([[null, NOT_STATED, 1, [EXCHANGE], null]]);
    expect(await totals('RU')).toEqual([
      ['civilian', exactly(8), 0, [], null],
      ['prisoner-of-war', exactly(146), 0, [], null],
    ]);
  });

  it('put what reports alone state beside the sum, and never into it', async () => {
    const [entryId] = await report('ru-mod', [{ ...soldiers, headcount: exactly(146) }]);
    await report('ua-staff', [
      { ...soldiers, headcount: NOT_STATED },
      { ...civilians, headcount: exactly(8) },
    ]);
    expect(await totals()).toEqual([
      ['civilian', NOT_STATED, 1, [EXCHANGE], exactly(8)],
      ['prisoner-of-war', NOT_STATED, 1, [EXCHANGE], exactly(146)],
    ]);
    await files.send('RetractExchangeEntry', EXCHANGE, { entryId, reason: 'not theirs' });
    expect(await totals('UA', { category: 'prisoner-of-war' })).toEqual([
      ['prisoner-of-war', NOT_STATED, 1, [EXCHANGE], null],
    ]);
  });

  it('are compared by what reports state, too', async () => {
    const before = await position();
    await report('un', [{ ...soldiers, headcount: exactly(145) }]);
    const from = await position();
    await report('osce', [{ ...soldiers, headcount: exactly(147) }]);
    await files.catchUp();
    const { rows } = await compareExchangeTotals(models, { from, category: 'prisoner-of-war', powerOfOrigin: 'UA' });
    const together = { kind: 'between', low: 145, high: 147 };
    expect(rows).toMatchObject([
      { before: { reported: exactly(145) }, after: { reported: together }, entries: [{ type: 'ExchangeReported' }] },
    ]);
    expect(await totals('UA', { category: 'prisoner-of-war', knownAt: before })).toEqual([
      ['prisoner-of-war', NOT_STATED, 1, [EXCHANGE], null],
    ]);
  });

  it('count a side as stated once it is decided', async () => {
    await files.send('AcceptFigure', EXCHANGE, { ...soldiers, headcount: exactly(146), reason: 'both say so' });
    expect(await totals('UA', { category: 'prisoner-of-war' })).toEqual([
      ['prisoner-of-war', exactly(146), 0, [], null],
    ]);
  });

  describe('of several exchanges', () => {
    const theirs = { powerOfOrigin: 'KZ', category: 'prisoner-of-war', terms: 'exchange' };
    const others = { powerOfOrigin: 'GE', category: 'civilian', terms: 'exchange' };

    it('a report that names people without a number opens the sum', async () => {
      await record('first', '2025-07-01');
      await report('un', [{ ...theirs, headcount: NOT_STATED }], 'first');
      expect(await totals('KZ')).toEqual([
        ['civilian', exactly(5), 0, [], null],
        ['prisoner-of-war', NOT_STATED, 1, ['first'], null],
      ]);
      await files.send('AcceptFigure', 'first', { ...theirs, headcount: exactly(3), reason: 'a list' });
      await record('second', '2025-07-02');
      await report('un', [{ ...theirs, headcount: WITHHELD }], 'second');
      expect(await totals('KZ', { category: 'prisoner-of-war' })).toEqual([
        ['prisoner-of-war', atLeast(3), 1, ['second'], null],
      ]);
      expect(await totals('KZ', { category: 'prisoner-of-war', on: '2025-07-01' })).toEqual([
        ['prisoner-of-war', exactly(3), 0, [], null],
      ]);
    });

    /** Of the other side of two exchanges nobody says anything: some of them may be of any category. */
    const untold = [null, NOT_STATED, 2, ['first', 'second'], null];

    it('a number that is withheld is not one that nobody states', async () => {
      await record('third', '2025-06-01');
      await report('un', [{ ...others, headcount: WITHHELD }], 'third');
      expect(await totals('GE', { category: 'civilian' })).toEqual([
        untold,
        ['civilian', WITHHELD, 1, ['third'], null],
      ]);
      await report('osce', [{ ...others, headcount: NOT_STATED }], 'third');
      await report('ua-staff', [{ ...others, headcount: WITHHELD }], 'third');
      expect(await totals('GE', { category: 'civilian' })).toEqual([
        untold,
        ['civilian', NOT_STATED, 1, ['third'], null],
      ]);
      expect(await totals('GE', { category: 'civilian', terms: 'unilateral' })).toEqual([]);
    });

    it('a report that nobody came leaves nobody out', async () => {
      await record('fourth', '2025-06-02');
      await report('un', [{ ...others, headcount: exactly(0) }], 'fourth');
      expect(await totals('GE', { category: 'civilian', on: '2025-06-02' })).toEqual([
        ['civilian', NOT_STATED, 1, ['third'], atLeast(0)],
      ]);
      const [civilian] = (await exchangeTotalsReport(models, { powerOfOrigin: 'GE', on: '2025-06-02' })).rows;
      expect(civilian).toMatchObject({ category: 'civilian', reportedNotStated: 1 });
      expect((await totals('GE')).filter(([category]) => category === null)).toEqual([untold]);
    });

    it('what is given outside the exchange asks for nothing in return', async () => {
      await record('fifth', '2025-06-03', { terms: 'unilateral' });
      await files.catchUp();
      expect(
        (await exchangeTotalsReport(models)).rows.filter(({ powerOfOrigin }) => powerOfOrigin === 'GE'),
      ).toMatchObject([
        { category: null, notStatedIn: ['first', 'second'] },
        { category: 'civilian', notStatedIn: ['third'] },
      ]);
    });

    it('the other side is missing from what an intermediary did, and opens a count that is held against exchanges', async () => {
      const [mediated] = (await intermediariesReport(models, { intermediary: 'TR' })).rows;
      expect(mediated).toMatchObject({ people: atLeast(28), notStated: 3, withheld: 1 });
      for (const [totalId, total, asOf] of [
        ['one', 100, '2025-06-30'],
        ['two', 110, '2025-07-01'],
      ] as const) {
        const rule = { powersOfOrigin: ['GE', 'KZ'], categories: ['civilian'] };
        await files.send('RecordPublishedTotal', totalId, {
          totalId,
          claimant: 'T',
          total: exactly(total),
          asOf,
          rule,
        });
      }
      await files.catchUp();
      const [count] = (await reconciliationReport(models, { claimant: 'T' })).rows;
      expect(count!.totals[1]!.step).toMatchObject({
        expected: exactly(5),
        residual: { low: null, high: 5 },
        open: [{ exchangeId: 'first', people: NOT_STATED, notStated: 1 }],
      });
    });
  });
});

describe('figures of an exchange, wherever they are added up', () => {
  const files = new CaseFiles();
  const { models } = files;
  const russians = { powerOfOrigin: 'RU', category: 'prisoner-of-war', terms: 'exchange' };

  beforeAll(async () => {
    files.now = '2025-09-01T09:00:00.000Z';
    for (const [id, people, day] of [
      ['silent', 100, '2025-08-02'],
      ['disputed', 189, '2025-08-12'],
    ] as const) {
      const cohort = { cohortId: id, name: id, category: 'prisoner-of-war', powerOfOrigin: 'UA', detainingPower: 'RU' };
      const legs = [{ register: { ...cohort, headcount: exactly(people) }, terms: 'unilateral' }];
      const exchange = { exchangeId: id, occurredOn: day, intermediaries: [id === 'silent' ? 'AE' : 'TR'], legs };
      await files.send('RecordExchange', id, exchange);
    }
    const totals = [
      ['one', 1000, '2025-08-01'],
      ['two', 1100, '2025-08-10'],
      ['three', 1289, '2025-08-20'],
    ] as const;
    for (const [totalId, total, asOf] of totals) {
      await files.send('RecordPublishedTotal', totalId, {
        totalId,
        claimant: 'T',
        total: exactly(total),
        asOf,
        rule: {},
      });
    }
  });
  afterAll(() => files.remove());

  const report = (id: string, source: string, figures: readonly object[]) =>
    files.send('AddExchangeReport', id, { basis: { source }, figures });
  /** What the three reports say of one exchange: its totals in its period, its intermediary's row, and its step. */
  async function everywhere(intermediary: string, totalId: string) {
    await files.catchUp();
    const totals = (await exchangeTotalsReport(models, { intermediary })).rows;
    const [mediated] = (await intermediariesReport(models, { intermediary })).rows;
    const [count] = (await reconciliationReport(models, { claimant: 'T' })).rows;
    const { step } = count!.totals.find((total) => total.totalId === totalId)!;
    return { totals, mediated, step: step! };
  }

  it('are open in every sum where a report says that a number is not stated', async () => {
    await report('silent', 'ua-staff', [{ ...russians, headcount: NOT_STATED }]);
    const { totals, mediated, step } = await everywhere('AE', 'two');
    expect(totals).toMatchObject([
      { powerOfOrigin: 'RU', people: NOT_STATED, notStated: 1, notStatedIn: ['silent'] },
      { powerOfOrigin: 'UA', people: exactly(100), notStated: 0 },
    ]);
    expect(mediated).toMatchObject({ people: atLeast(100), notStated: 1 });
    expect(step).toMatchObject({
      expected: atLeast(100),
      estimate: 100,
      withoutEstimate: 1,
      notStated: 1,
      withheld: 0,
      residual: { low: null, high: 0 },
      counted: [{ exchangeId: 'silent', people: atLeast(100), notStated: 1 }],
    });
  });

  const ukrainians = { powerOfOrigin: 'UA', category: 'prisoner-of-war' };
  const said = async () => {
    const { totals, mediated, step } = await everywhere('TR', 'three');
    expect(mediated!.exchanges).toMatchObject([{ contradicted: mediated!.contradicted }]);
    expect(step.counted).toMatchObject([{ contradicted: step.contradicted }]);
    expect(totals).toMatchObject([{ contradicted: step.contradicted }]);
    expect(mediated).toMatchObject({ contradicted: step.contradicted, people: totals[0]!.people });
    return { contradicted: step.contradicted, in: totals[0]!.contradictedIn, residual: step.residual, step };
  };

  it('are contradicted where another report says something else, and the residual spans what is said', async () => {
    expect(await said()).toMatchObject({ contradicted: 0, in: [], residual: { low: 0, high: 0 } });
    await report('disputed', 'un', [{ ...ukrainians, headcount: { kind: 'at-least', value: 150 } }]);
    expect(await said()).toMatchObject({ contradicted: 0, in: [], residual: { low: 0, high: 0 } });
    await report('disputed', 'ua-staff', [{ ...ukrainians, headcount: exactly(150) }]);
    expect(await said()).toMatchObject({
      contradicted: 1,
      in: ['disputed'],
      residual: { low: null, high: 39 },
      step: { expected: exactly(189) },
    });
  });

  it('are contradicted no longer once somebody has decided, and again by what is reported since', async () => {
    await files.send('AcceptFigure', 'disputed', { ...ukrainians, headcount: exactly(189), reason: 'a list' });
    expect(await said()).toMatchObject({ contradicted: 0, in: [], residual: { low: 0, high: 0 } });
    const [entryId] = await report('disputed', 'osce', [{ ...ukrainians, headcount: exactly(195) }]);
    expect(await said()).toMatchObject({ contradicted: 1, residual: { low: -6, high: 0 } });
    await files.send('RetractExchangeEntry', 'disputed', { entryId, reason: 'of another day' });
    expect(await said()).toMatchObject({ contradicted: 0, residual: { low: 0, high: 0 } });
    await report('disputed', 'icrc', [{ ...ukrainians, terms: 'unilateral', headcount: exactly(200) }]);
    expect(await said()).toMatchObject({ contradicted: 1, residual: { low: null, high: 0 } });
  });

  it('are contradicted among reports alone where these cannot all be true', async () => {
    await report('silent', 'ru-mod', [{ ...russians, headcount: exactly(60) }]);
    await report('silent', 'un', [{ ...russians, headcount: exactly(66) }]);
    const { totals, step } = await everywhere('AE', 'two');
    expect(totals[0]).toMatchObject({
      contradicted: 1,
      reported: { kind: 'between', low: 60, high: 66 },
      reportedNotStated: 0,
    });
    expect(step).toMatchObject({
      expected: { kind: 'between', low: 160, high: 166 },
      contradicted: 1,
      residual: { low: -66, high: -60 },
    });
  });
});
