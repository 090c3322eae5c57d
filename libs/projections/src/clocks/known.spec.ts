import { exactly } from '#cases';
import { CaseFiles } from '../../testing/case-files.js';
import { answered, BEFORE_ALL, InvalidMoment, knownUntil, lastDayOf } from './known.js';

const WHO = { category: 'civilian', powerOfOrigin: 'UA', detainingPower: 'RU', headcount: exactly(1) };

function minute(number: number): string {
  return new Date(Date.UTC(2025, 7, 1) + number * 60_000).toISOString();
}

describe('up to where everything was known', () => {
  let files: CaseFiles;
  beforeEach(() => void (files = new CaseFiles()));
  afterEach(() => files.remove());

  async function recorded(...instants: readonly string[]): Promise<void> {
    for (const [index, now] of instants.entries()) {
      files.now = now;
      await files.send('RegisterCohort', `c-${index}`, { ...WHO, cohortId: `c-${index}`, name: `${index}` });
    }
    await files.catchUp();
  }
  const known = (knownAt?: string) => files.models.read((reading) => knownUntil(reading, knownAt));

  it('is not asked for where no moment is named', async () => {
    await recorded('2025-08-01T12:00:00.000Z');
    expect(await known()).toBeUndefined();
    expect(answered({ db: undefined as never, position: 'p' }, undefined)).toEqual({ position: 'p' });
  });

  it('is the last entry recorded at or before an instant, in whatever zone it is told', async () => {
    const [first, second] = await positionsOf('2025-08-01T12:00:00.000Z', '2025-08-02T12:00:00.000Z');
    expect(await known('2025-08-01T11:59:59.999Z')).toBe(BEFORE_ALL);
    expect(await known('2025-08-01T12:00:00Z')).toBe(first);
    expect(await known('2025-08-02T14:59:59.999+03:00')).toBe(first);
    expect(await known('2025-08-02T15:00:00+03:00')).toBe(second);
    expect(await known('2026-01-01T00:00:00Z')).toBe(second);
  });

  it('is the position that is named, or that of the entry before it', async () => {
    const [first, second] = await positionsOf('2025-08-01T12:00:00.000Z', '2025-08-02T12:00:00.000Z');
    expect(await known(first)).toBe(first);
    expect(await known(second)).toBe(second);
    expect(await known('0000000000000000')).toBe(BEFORE_ALL);
    expect(answered({ db: undefined as never, position: second! }, BEFORE_ALL)).toEqual({
      position: second,
      knownAt: null,
    });
  });

  it('goes by the log where clocks disagreed: what stands after a later instant was not known before it', async () => {
    const [first, , third] = await positionsOf(
      '2025-08-01T12:00:00.000Z',
      '2025-08-03T12:00:00.000Z',
      '2025-08-02T12:00:00.000Z',
    );
    expect(await known('2025-08-02T12:00:00Z')).toBe(first);
    expect(await known('2025-08-03T12:00:00Z')).toBe(third);
    expect(await files.models.read((reading) => lastDayOf(reading, third!))).toBe('2025-08-03');
  });

  it('is found in a long log as in a short one, however it was projected', async () => {
    const positions = await positionsOf(...Array.from({ length: 2_100 }, (_, number) => minute(number)));
    for (const number of [0, 1, 998, 999, 1_000, 1_001, 1_998, 1_999, 2_000, 2_099]) {
      expect(await known(minute(number))).toBe(positions[number]);
    }
    expect(await files.models.read((reading) => lastDayOf(reading, positions[1_999]!))).toBe('2025-08-02');
    files.now = minute(3_000);
    await files.send('RegisterCohort', 'late', { ...WHO, cohortId: 'late', name: 'late' });
    const head = await files.catchUp();
    expect(await known(minute(2_999))).toBe(positions[2_099]);
    expect(await known(minute(3_000))).toBe(head);
  });

  it('cannot be told of what lies ahead, of another log, or of nonsense', async () => {
    await recorded('2025-08-01T12:00:00.000Z');
    await expect(known('00000000000000ff')).rejects.toThrow(/lies ahead/);
    await expect(known('0000000000000001-0000000000000001')).rejects.toThrow(/another log/);
    await expect(known('in August')).rejects.toThrow(InvalidMoment);
  });

  async function positionsOf(...instants: readonly string[]): Promise<string[]> {
    await recorded(...instants);
    const entries = await files.models.read(({ db }) =>
      db.selectFrom('entries').select('position').orderBy('position').execute(),
    );
    return entries.map(({ position }) => position);
  }
});
