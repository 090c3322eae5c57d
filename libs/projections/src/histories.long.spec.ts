import {
  allowedActions,
  balancesOf,
  boundsOf,
  figureOf,
  isNobody,
  keyOf,
  peopleOn,
  totalOf,
  type KnownCohort,
} from '#cases';
import { rounds } from '#eventsourcing/testing';
import fc from 'fast-check';
import { CaseFiles } from '../testing/case-files.js';
import { histories, IDS, live, stateOf, type Attempt } from '../testing/histories.js';
import {
  caseFile,
  cohortStatus,
  type CohortStatus,
  interimCareReport,
  openReadDatabase,
  type ReadModels,
  rebuild,
  rehabilitationReport,
  seriesReport,
  stagesReport,
} from './index.js';
import type { MovementRow } from './cohorts/movements.js';
import { byStageAndCountry, stepsOf } from './days/dated-steps.js';

const asOf = '2025-10-01';
const DAYS = ['2025-07-15', '2025-08-03', '2025-08-10', '2025-08-17', '2025-08-28', '2025-09-05', '2025-09-30'];

/** Lets a property look at what the projections make of a history. */
function hold(
  history: fc.Arbitrary<readonly Attempt[]>,
  property: (files: CaseFiles) => Promise<void>,
  eachOnItsOwn = false,
): Promise<void> {
  const run = async (attempts: readonly Attempt[]): Promise<void> => {
    const files = new CaseFiles();
    try {
      await live(files, attempts, eachOnItsOwn ? async () => void (await files.catchUp()) : undefined);
      await files.catchUp();
      if ((await files.store.head()) !== undefined) await property(files);
    } finally {
      await files.remove();
    }
  };
  return fc.assert(fc.asyncProperty(history, run), { numRuns: rounds(12), endOnFailure: true });
}

/** Everything that the reports say, position apart. */
async function everything(models: ReadModels): Promise<unknown> {
  return {
    cohorts: await Promise.all(IDS.map((id) => cohortStatus(models, id, { asOf }))),
    files: await Promise.all(IDS.map((id) => caseFile(models, id, { limit: 200 }))),
    days: await Promise.all([undefined, ...DAYS].map((on) => stagesReport(models, { on }))),
    care: await Promise.all([undefined, ...DAYS].map((on) => interimCareReport(models, { asOf, on }))),
    rehabilitation: await rehabilitationReport(models, { asOf }),
    series: await seriesReport(models, { from: '2025-07-01', to: '2025-10-01' }),
  };
}

/** A cohort as the decisions see it, and as the read side says it. */
function known(state: KnownCohort): object {
  const accounts = balancesOf(state.accounts).filter(({ people }) => !isNobody(people));
  const there = accounts.map(({ whereabouts, people, since, confirmedOn }) => [
    keyOf(whereabouts),
    people,
    since,
    confirmedOn,
  ]);
  const { status, custodian, detainingPower } = state;
  const headcount = figureOf(totalOf(state.accounts));
  return { status, custodian, detainingPower, headcount, actions: allowedActions(state), there: sorted(there) };
}

function seen({
  balances,
  headcount,
  status,
  custodian,
  detainingPower,
  allowedActions: actions,
}: CohortStatus): object {
  const there = balances.map(({ people, since, confirmedOn, ...at }) => [keyOf(at), people, since, confirmedOn]);
  return { status, custodian, detainingPower, headcount, actions, there: sorted(there) };
}

function sorted(there: unknown[][]): unknown[][] {
  return there.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}

const bounds = (rows: readonly { readonly people: Parameters<typeof boundsOf>[0] }[]) =>
  rows.map(({ people }) => boundsOf(people));

describe.each([true, false])('whatever happened to the cohorts (exact figures only: %s)', (exactOnly) => {
  const history = histories(exactOnly);

  it('the read side has each cohort as the decisions see it', async () => {
    await hold(history, async (files) => {
      for (const id of IDS) {
        const state = await stateOf(files, id);
        const status = await cohortStatus(files.models, id, { asOf });
        expect(status && seen(status)).toEqual(state.status === 'unknown' ? undefined : known(state));
      }
    });
  });

  it('on a day after all others everybody is where they are now', async () => {
    await hold(history, async (files) => {
      const now = await stagesReport(files.models);
      const then = await stagesReport(files.models, { on: '2100-01-01' });
      expect(then.rows).toEqual(now.rows);
    });
  });

  it('on no day is anybody owed, and a series says the same as the days one by one', async () => {
    await hold(history, async (files) => {
      const series = await seriesReport(files.models, { from: DAYS[0]!, to: DAYS.at(-1)! });
      for (const on of DAYS) {
        const { rows } = await stagesReport(files.models, { on });
        for (const { low, high } of bounds(rows)) {
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high === null || high > 0).toBe(true);
        }
        const stages = series.rows.filter(({ day }) => day === on).map(({ stage }) => stage);
        expect(stages).toEqual([...new Set(rows.map(({ stage }) => stage))]);
      }
    });
  });

  it('a report of a day says what its movements say when they are gone through', async () => {
    await hold(history, async (files) => {
      const standing = await files.models.read(({ db }) =>
        db
          .selectFrom('movements')
          .selectAll()
          .where('retracted_at', 'is', null)
          .orderBy('position')
          .orderBy('ordinal')
          .execute(),
      );
      const steps = stepsOf(standing as MovementRow[], byStageAndCountry);
      for (const on of DAYS) {
        const parts = peopleOn(on, steps).filter(({ people }) => !isNobody(people));
        const expected = [...Map.groupBy(parts, ({ row }) => row)].map(([row, some]) => {
          const all = some.map(({ people }) => boundsOf(people));
          const open = all.some(({ high }) => high === null);
          const [low, high] = [
            all.reduce((sum, one) => sum + one.low, 0),
            all.reduce((sum, one) => sum + (one.high ?? 0), 0),
          ];
          return [row, { low, high: open ? null : high }, some.some(({ isRange }) => isRange) ? 'range' : null];
        });
        const { rows } = await stagesReport(files.models, { on });
        const said = rows.map(({ stage, country, people, dates }) => [
          `${stage} ${country ?? ''}`,
          boundsOf(people),
          dates,
        ]);
        expect(sorted(said)).toEqual(sorted(expected));
      }
    });
  });

  it('rows built again say the same as those that came event by event', async () => {
    await hold(
      history,
      async (files) => {
        const before = await everything(files.models);
        const database = await openReadDatabase({ folder: files.folder });
        expect(await rebuild(files.store, database)).toBe(true);
        expect(await everything(files.models)).toEqual(before);
        await database.close();
      },
      true,
    );
  });
});
