import { readFileSync } from 'node:fs';
import { exactly } from '#cases';
import { CaseFiles } from '../../testing/case-files.js';
import { recordFromTable } from '../../testing/exchange-table.js';
import { publishedTotal, reconciliationReport } from '../index.js';

const TABLE = readFileSync('test/data/exchanges.csv', 'utf8');
const UAE = 'United Arab Emirates';
/** Prisoners of war of exchanges that the Emirates mediated; that of 2 October 2025 had no intermediary. */
const RULE = { intermediaries: ['AE'], categories: ['prisoner-of-war'] };

describe('given the exchanges and the totals that the Emirates published', () => {
  const files = new CaseFiles();
  const stepsOf = async (claimant?: string) =>
    (await reconciliationReport(files.models, { claimant })).rows.flatMap(({ totals }) => totals);
  const publish = async (totalId: string, total: number, asOf: string, rule: object = RULE, claimant = UAE) =>
    files.send('RecordPublishedTotal', totalId, { totalId, claimant, total: exactly(total), asOf, rule });

  beforeAll(async () => {
    files.now = '2026-05-01T12:00:00.000Z';
    await recordFromTable(files, TABLE);
    await publish('uae-2025-05-06', 4181, '2025-05-06');
    await publish('uae-2025-08-14', 4349, '2025-08-14');
    await publish('uae-2025-08-24', 4641, '2025-08-24');
    await publish('uae-2026-02-05', 4955, '2026-02-05');
    await publish('uae-2026-03-05', 5355, '2026-03-05');
    await publish('uae-2026-03-06', 5955, '2026-03-06');
    await publish('uae-2026-04-24', 6691, '2026-04-24');
    await files.catchUp();
  });
  afterAll(() => files.remove());

  it('every total follows from the one before and the exchanges since, but for 350 people of the last', async () => {
    const steps = await stepsOf();
    expect(steps.map(({ total, step }) => [total, step && step.residual])).toEqual([
      [exactly(4181), null],
      [exactly(4349), { low: 0, high: 0 }],
      [exactly(4641), { low: 0, high: 0 }],
      [exactly(4955), { low: 0, high: 0 }],
      [exactly(5355), { low: 0, high: 0 }],
      [exactly(5955), { low: 0, high: 0 }],
      [exactly(6691), { low: 350, high: 350 }],
    ]);
    expect(steps[2]!.step).toMatchObject({
      since: 'uae-2025-08-14',
      stated: exactly(292),
      expected: exactly(292),
      counted: [
        { exchangeId: '2025-08-24', occurredOn: '2025-08-24', people: exactly(292), notStated: 0, contradicted: 0 },
      ],
      open: [],
    });
    expect(steps[0]).toMatchObject({ claimant: UAE, unsourced: 1, grade: null, retractedBy: null });
  });

  it('an exchange of which nobody states who mediated it stays open and widens the residual', async () => {
    const cohort = {
      cohortId: 'unstated',
      name: 'U',
      category: 'prisoner-of-war',
      powerOfOrigin: 'UA',
      detainingPower: 'RU',
    };
    const legs = [{ register: { ...cohort, headcount: exactly(10) } }];
    await files.send('RecordExchange', 'unstated', { exchangeId: 'unstated', occurredOn: '2025-11-01', legs });
    const rule = { intermediaries: ['AE'], categories: ['prisoner-of-war'] };
    await publish('wam-1', 4641, '2025-08-24', rule, 'News agency');
    await publish('wam-2', 4955, '2026-02-05', rule, 'News agency');
    await files.catchUp();
    const [, step] = await stepsOf('News agency');
    expect(step!.step).toMatchObject({
      // Of those who went the other way nobody states a number.
      residual: { low: null, high: 0 },
      open: [{ exchangeId: 'unstated', people: { kind: 'at-least', value: 10 }, notStated: 1 }],
    });
  });

  it('a total struck through is no step of the count, and stands in its own file', async () => {
    const [entry] = await publish('uae-misprint', 4600, '2025-08-20');
    await files.catchUp();
    expect((await stepsOf(UAE))[3]!.step).toMatchObject({ since: 'uae-misprint' });
    const [retraction] = await files.send('RetractTotal', 'uae-misprint', { entryId: entry, reason: 'misprinted' });
    await files.catchUp();
    const steps = await stepsOf(UAE);
    expect(steps[2]!.step).toMatchObject({ since: 'uae-2025-08-14', residual: { low: 0, high: 0 } });
    expect(await publishedTotal(files.models, 'uae-misprint')).toMatchObject({ retractedBy: retraction });
    const [again] = await publish('uae-misprint', 100, '2025-08-20', RULE, 'Printer');
    await files.catchUp();
    expect(await stepsOf('Printer')).toMatchObject([{ totalId: 'uae-misprint', entryId: again, total: exactly(100) }]);
    expect((await stepsOf(UAE)).map(({ totalId }) => totalId)).not.toContain('uae-misprint');
  });

  it('a side that only reports state counts with what the reports say together, the record and decisions before them', async () => {
    const basis = { source: 'ua-agency' };
    const ukrainians = { powerOfOrigin: 'UA', category: 'prisoner-of-war', terms: 'exchange' };
    const claimant = 'Ombudsman';
    await publish('one', 100, '2022-12-01', {}, claimant);
    await publish('two', 300, '2022-12-20', {}, claimant);
    const expected = async () => (await files.catchUp(), (await stepsOf(claimant))[1]!.step!.expected);
    expect(await expected()).toEqual({ kind: 'at-least', value: 64 });
    const russians = { powerOfOrigin: 'RU', category: 'prisoner-of-war' };
    await files.send('AddExchangeReport', '2022-12-14', {
      basis,
      figures: [
        { ...russians, headcount: exactly(60) },
        { ...ukrainians, headcount: exactly(70) },
      ],
    });
    expect(await expected()).toEqual(exactly(124));
    await files.send('AddExchangeReport', '2022-12-14', {
      basis: { source: 'ru-agency' },
      figures: [{ ...russians, headcount: exactly(66) }],
    });
    expect(await expected()).toEqual({ kind: 'between', low: 124, high: 130 });
    await files.send('AcceptFigure', '2022-12-14', { ...russians, headcount: exactly(65), reason: 'counted on video' });
    expect(await expected()).toEqual(exactly(129));
    await files.send('RetractExchange', '2022-12-14', { reason: 'recorded twice' });
    expect(await expected()).toEqual(exactly(0));
  });
});
