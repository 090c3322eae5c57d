import { CaseFiles } from '../../../../libs/projections/testing/case-files.js';
import { arriveInBelarus } from '../../../../libs/projections/testing/reference-case.js';
import { watchedReports } from './watched-reports.js';

describe('the reports that can be watched', () => {
  const files = new CaseFiles();
  let today = '2025-08-25';
  const reports = watchedReports(files.models, () => today);

  const on = async (day: string, report: string): Promise<string> => {
    today = day;
    return (await reports.state(report))!.digest;
  };

  beforeAll(async () => {
    files.now = '2025-08-24T12:00:00.000Z';
    await arriveInBelarus(files);
    await files.catchUp();
  });
  afterAll(() => files.remove());

  it('may say something else on another day, although nothing was recorded', async () => {
    const version = await reports.version();
    today = '2025-08-26';
    expect(await reports.version()).not.toBe(version);
  });

  it('tell of an alert that the clock alone began, and not of each day that it lasts', async () => {
    const early = await on('2025-08-25', 'alerts');
    expect(await on('2025-08-26', 'alerts')).toBe(early);
    const late = await on('2025-09-20', 'alerts');
    expect(late).not.toBe(early);
    expect(await on('2025-09-21', 'alerts')).toBe(late);
    expect(await reports.state('alerts')).toMatchObject({ url: '/api/v1/alerts' });
  });

  it('stay as they are where the day means nothing to them', async () => {
    expect(await on('2025-09-20', 'stages')).toBe(await on('2025-08-25', 'stages'));
  });
});
