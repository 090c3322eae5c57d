import { exactly } from '#cases';
import { CaseFiles } from '../../testing/case-files.js';
import { cohortStatus, stagesReport } from '../index.js';

describe('on a day before people came', () => {
  const files = new CaseFiles();

  beforeAll(async () => {
    const cohort = { category: 'prisoner-of-war', powerOfOrigin: 'RU', detainingPower: 'UA', headcount: exactly(7) };
    await files.send('RegisterCohort', 'dated', { ...cohort, cohortId: 'dated', name: 'A', occurredOn: '2025-08-24' });
    await files.send('RegisterCohort', 'undated', { ...cohort, cohortId: 'undated', name: 'B', occurredOn: null });
    await files.catchUp();
  });
  afterAll(() => files.remove());

  const on = '2025-08-20';
  const status = (id: string) => cohortStatus(files.models, id, { asOf: on, on });

  it('who is dated was not there, and is not among those of whom nobody knows', async () => {
    expect(await status('dated')).toMatchObject({ headcount: exactly(0), balances: [], undated: exactly(0) });
  });

  it('who is not dated may have been there', async () => {
    const perhaps = { kind: 'at-most', value: 7 };
    expect(await status('undated')).toMatchObject({ headcount: perhaps, balances: [], undated: exactly(7) });
  });

  it('the report of the day has those alone who are not dated, apart', async () => {
    const { rows, undated } = await stagesReport(files.models, { on });
    expect([rows, undated.map(({ stage, people }) => [stage, people])]).toEqual([[], [['custody', exactly(7)]]]);
  });
});
