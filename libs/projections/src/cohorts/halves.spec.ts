import { exactly } from '#cases';
import { CaseFiles } from '../../testing/case-files.js';
import { openReadDatabase, rebuild, stagesReport } from '../index.js';

describe('a merge that is said to have been before its people had arrived where they left', () => {
  let files: CaseFiles;

  beforeEach(async () => {
    files = new CaseFiles();
    const cohort = { category: 'prisoner-of-war', powerOfOrigin: 'RU', detainingPower: 'UA', occurredOn: '2025-08-01' };
    await files.send('RegisterCohort', 'seven', { ...cohort, cohortId: 'seven', name: 'Seven', headcount: exactly(7) });
    await files.send('RegisterCohort', 'three', { ...cohort, cohortId: 'three', name: 'Three', headcount: exactly(3) });
    const place = { country: 'UA', name: 'a camp' };
    await files.send('TransferCustody', 'seven', { place, custodian: 'a camp', occurredOn: '2025-08-28' });
    await files.send('MergeCohorts', 'seven', { intoCohortId: 'three', occurredOn: '2025-08-19' });
  });
  afterEach(() => files.remove());

  const there = async (on: string) => {
    const { rows } = await stagesReport(files.models, { on });
    return rows.map(({ stage, people }) => [stage, people]);
  };

  it('takes nobody in before they had left: on no day is anybody in both cohorts', async () => {
    await files.catchUp();
    expect(await there('2025-08-20')).toEqual([['custody', exactly(10)]]);
    expect(await there('2025-08-28')).toEqual([['custody', exactly(10)]]);
  });

  it('is dated alike where the read models are built again', async () => {
    await files.catchUp();
    const database = await openReadDatabase({ folder: files.folder });
    await rebuild(files.store, database);
    await database.close();
    expect(await there('2025-08-20')).toEqual([['custody', exactly(10)]]);
  });
});
