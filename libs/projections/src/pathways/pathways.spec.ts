import { CaseFiles } from '../../testing/case-files.js';
import { pathwayFile, pathwayList } from '../index.js';

const DIRECT = {
  pathwayId: 'ua-military',
  name: 'Ukrainian servicemen',
  category: 'prisoner-of-war',
  powerOfOrigin: 'UA',
  stages: [{ stage: 'repatriated', country: 'UA', limitDays: 3 }],
};

describe('given pathways', () => {
  const files = new CaseFiles();
  const { models } = files;
  afterAll(() => files.remove());

  it('the defaults hold until somebody defines them otherwise; what they were stays readable', async () => {
    await files.send('DefinePathway', 'ua-civilians', {
      ...DIRECT,
      pathwayId: 'ua-civilians',
      category: 'civilian',
      reason: 'new',
    });
    await files.catchUp();
    const { rows } = await pathwayList(models);
    expect(rows.map(({ id, status, revision }) => [id, status, revision])).toEqual([
      ['kursk-civilians', 'default', -1],
      ['ru-military', 'default', -1],
      ['ru-military-direct', 'default', -1],
      ['ua-civilians', 'defined', 0],
      ['ua-military', 'default', -1],
    ]);
    await files.send('DefinePathway', 'ua-military', { ...DIRECT, reason: 'shorter now' });
    await files.send('WithdrawPathway', 'ua-military', { reason: 'agreed again' });
    await files.catchUp();
    expect(await pathwayFile(models, 'ua-military')).toMatchObject({
      status: 'withdrawn',
      pathway: null,
      default: { name: 'Ukrainian servicemen: reintegration in preparatory, main and additional stages' },
      versions: [
        { reason: 'shorter now', pathway: { stages: [{ limitDays: 3 }] }, actor: 'caseworker-1' },
        { reason: 'agreed again', pathway: null },
      ],
    });
    expect(await pathwayFile(models, 'nobody')).toBeUndefined();
  });
});
