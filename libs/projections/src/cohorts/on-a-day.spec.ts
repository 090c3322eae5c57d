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

  it('who is dated was not there', async () => {
    expect(await status('dated')).toMatchObject({ headcount: exactly(0), balances: [] });
  });

  it('who is not dated may have been there', async () => {
    const perhaps = { people: { kind: 'at-most', value: 7 }, dates: 'range' };
    expect(await status('undated')).toMatchObject({ headcount: perhaps.people, dates: 'range', balances: [perhaps] });
  });

  it('the report of the day has those alone who are not dated, and says that dates make it a range', async () => {
    const { rows } = await stagesReport(files.models, { on });
    expect(rows).toMatchObject([{ stage: 'custody', people: { kind: 'at-most', value: 7 }, dates: 'range' }]);
  });
});
