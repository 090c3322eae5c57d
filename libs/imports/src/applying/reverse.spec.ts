import { claim, cohort, cohortUseCases, exchange, MarkInTransit } from '#cases';
import { Files } from '../../testing/files.js';
import { Importing } from '../../testing/importing.js';
import { useCaseOf } from '../layouts/use-case-of.js';

const EXCHANGES = 'id,date,to_RU_prisoner-of-war,to_RU_civilian,to_UA_prisoner-of-war,source\n';

describe('an import that is reversed', () => {
  const files = new Files();
  let importing: Importing;
  beforeEach(() => {
    importing = new Importing(files);
  });
  afterAll(() => files.remove());

  it('is taken back entry by entry, the newest first, and can be brought in again', async () => {
    const table = `${EXCHANGES}x-1,2025-08-24,146,0,5,ru-mod\nx-2,2025-08-25,7,,5,ru-mod\n`;
    await importing.apply('exchanges', table);
    const reversal = await importing.reverse('import-1');
    expect(reversal).toMatchObject({ reversed: true, entries: 4, obstacles: [] });
    expect((await importing.handling.state(exchange, 'x-1')).state.status).toBe('withdrawn');
    expect((await importing.handling.state(cohort, 'x-1-ru-prisoner-of-war')).state.status).toBe('withdrawn');
    expect((await importing.events()).at(-1)).toMatchObject({ type: 'ImportReversed', data: { entries: 4 } });

    const again = await importing.apply('exchanges', table);
    expect(again.rows.map(({ planned: { outcome, errors }, applied }) => [outcome, applied, errors])).toEqual([
      ['new', true, []],
      ['new', true, []],
    ]);
    expect((await importing.apply('exchanges', table)).summary.outcomes.unchanged).toBe(2);
    expect((await importing.handling.state(exchange, 'x-1')).state.status).toBe('recorded');
  });

  it('leaves everything where others have built on one of its entries, and says which', async () => {
    await importing.apply('exchanges', `${EXCHANGES}x-1,2025-08-24,146,,5,ru-mod\nx-2,2025-08-25,7,,5,ru-mod\n`);
    const move = Object.assign(new MarkInTransit(), { destination: { country: 'BY' }, occurredOn: '2025-08-24' });
    await importing.handling.handle(useCaseOf(cohortUseCases, MarkInTransit), move, {
      target: 'x-1-ru-prisoner-of-war',
      commandId: '6f5d7c1e-0c5c-5b0e-9d43-2f6a1c7b8e90',
      actor: 'a caseworker',
      organisation: null,
      correlation: 'x',
      causation: null,
      now: '2026-05-01T00:00:00.000Z',
    });
    const before = (await importing.events()).length;
    expect(await importing.reverse('import-1')).toMatchObject({
      reversed: false,
      entries: 0,
      obstacles: [{ stream: 'exchange-x-1', code: 'not-enough-people' }],
    });
    expect(await importing.events()).toHaveLength(before);
  });

  it('takes back cohorts with their corrections, claims and totals', async () => {
    const cohorts = 'id,name,category,power_of_origin,detaining_power,headcount\na,Group A,civilian,RU,UA,';
    await importing.apply('cohorts', `${cohorts}8\n`);
    await importing.apply('cohorts', `${cohorts}9\n`, { amending: true });
    await importing.apply(
      'claims',
      'id,detaining_power,power_of_origin,category,figure,source\nc,RU,UA,civilian,about 100,ngo\n',
    );
    await importing.apply('totals', 'claimant,as_of,total\nUAE,2025-08-24,4641\n');
    for (const id of ['import-4', 'import-3', 'import-2', 'import-1']) {
      expect(await importing.reverse(id)).toMatchObject({ reversed: true, entries: 1 });
    }
    expect((await importing.handling.state(cohort, 'a')).state.status).toBe('withdrawn');
    expect((await importing.handling.state(claim, 'c')).state.status).toBe('retracted');
  });

  it('goes back over more entries than are kept at once', async () => {
    const rows = Array.from({ length: 2_500 }, (_, i) => `x-${i},2025-08-24,${i + 1},,5,ru-mod\n`).join('');
    await importing.apply('exchanges', EXCHANGES + rows);
    expect(await importing.reverse('import-1')).toMatchObject({ reversed: true, entries: 5_000 });
    const retracted = (await importing.events()).filter(
      ({ stream, type }) => type === 'EntryRetracted' && stream.startsWith('exchange-'),
    );
    expect(retracted[0]!.stream).toBe('exchange-x-2499');
    expect(retracted.at(-1)!.stream).toBe('exchange-x-0');
  });

  it('is refused where there is no such import, or it was reversed', async () => {
    await expect(importing.reverse('import-9')).rejects.toMatchObject({ code: 'import-not-found' });
    await importing.apply('totals', 'claimant,as_of,total\nUAE,2025-08-24,4641\n');
    await importing.reverse('import-1');
    await expect(importing.reverse('import-1')).rejects.toMatchObject({ code: 'import-reversed' });
  });
});
