import { rounds } from '#eventsourcing/testing';
import fc from 'fast-check';
import { CaseFiles } from '../../testing/case-files.js';
import { histories, IDS, live } from '../../testing/histories.js';
import { type Alert, alertList, cohortStatus, openReadDatabase, type ReadModels, rebuild } from '../index.js';

const DAYS = ['2025-08-05', '2025-08-20', '2025-09-15', '2025-12-01'];

/** Every alert of some days. */
async function allAlerts(models: ReadModels): Promise<Alert[]> {
  const all: Alert[] = [];
  for (const asOf of DAYS) {
    for (let cursor: string | undefined; ;) {
      const { rows, next } = await alertList(models, { asOf, limit: 7, cursor });
      all.push(...rows);
      if (next === null) break;
      cursor = next;
    }
  }
  return all;
}

async function alertsAgree(attempts: Parameters<typeof live>[1]): Promise<void> {
  const [stepwise, atOnce] = [new CaseFiles(), new CaseFiles()];
  try {
    await live(stepwise, attempts, async () => void (await stepwise.catchUp()));
    await live(atOnce, attempts);
    if ((await atOnce.catchUp()) === undefined) return;
    const alerts = await allAlerts(stepwise.models);
    expect(await allAlerts(atOnce.models)).toEqual(alerts);
    const database = await openReadDatabase({ folder: stepwise.folder });
    await rebuild(stepwise.store, database);
    await database.close();
    expect(await allAlerts(stepwise.models)).toEqual(alerts);
    expect(alerts.every(({ entryIds }) => entryIds.length > 0 && entryIds.every((id) => id !== ''))).toBe(true);

    const shown = await Promise.all(IDS.map((id) => cohortStatus(stepwise.models, id, { asOf: DAYS.at(-1)! })));
    const ids = shown.flatMap((status) => status?.alerts ?? []).map(({ id }) => id);
    const onLastDay = (await alertList(stepwise.models, { asOf: DAYS.at(-1)!, limit: 200 })).rows;
    expect(ids.sort()).toEqual(onLastDay.flatMap(({ id, cohortId }) => (cohortId === null ? [] : id)).sort());
  } finally {
    await stepwise.remove();
    await atOnce.remove();
  }
}

describe('given any history', () => {
  it('alerts are the same entry by entry, in one go and built again, and a cohort shows its own', async () => {
    await fc.assert(fc.asyncProperty(histories(false), alertsAgree), { numRuns: rounds(3), endOnFailure: true });
  });
});
