import { exactly, type Figure } from '#cases';
import { CaseFiles } from '../../testing/case-files.js';
import { heldClaim, heldPopulationsReport, publishedTotal, type HeldPopulation } from '../index.js';

const UKRAINIANS = { detainingPower: 'RU', powerOfOrigin: 'UA', category: 'prisoner-of-war' };
const RUSSIANS = { detainingPower: 'UA', powerOfOrigin: 'RU', category: 'prisoner-of-war' };
const ANONYMOUS = { source: 'law-enforcement', publishedOn: '2025-08-22' };
const about = (value: number): Figure => ({ kind: 'about', value });

describe('given claims of how many are held', () => {
  const files = new CaseFiles();
  const { models } = files;
  const claim = async (claimId: string, fields: object): Promise<string> =>
    (await files.send('ClaimHeldPopulation', claimId, { claimId, ...fields }))[0]!;
  const rows = async (query: object = {}) => {
    await files.catchUp();
    return (await heldPopulationsReport(models, query)).rows;
  };

  const dateOf = async () => (await rows({ powerOfOrigin: 'RU' }))[0]!.dates.at(-1);

  beforeAll(async () => {
    await claim('ru-2025', { ...RUSSIANS, headcount: about(1000), asOf: '2025-08-22', basis: ANONYMOUS });
    await claim('ru-2024', { ...RUSSIANS, headcount: exactly(1348), asOf: '2024-06-05' });
    await claim('ua-2025', {
      ...UKRAINIANS,
      headcount: about(6000),
      asOf: '2025-08-22',
      custodian: 'Federal Penal Service',
      heldSince: '2022-21',
      basis: ANONYMOUS,
    });
    await claim('ua-confirmed', { ...UKRAINIANS, population: 'confirmed by the ICRC', headcount: exactly(2000) });
  });
  afterAll(() => files.remove());

  it('claims stand side by side by question and date, and those of another definition stand apart', async () => {
    expect(
      (await rows()).map((row) => [row.powerOfOrigin, row.population, row.claims.map((one) => one.claimId)]),
    ).toEqual([
      ['UA', null, ['ua-2025']],
      ['UA', 'confirmed by the ICRC', ['ua-confirmed']],
      ['RU', null, ['ru-2024', 'ru-2025']],
    ]);
    expect((await rows({ powerOfOrigin: 'RU', from: '2025-01-01' }))[0]!.claims).toMatchObject([
      { claimId: 'ru-2025', people: about(1000), grade: 'F6', unsourced: 0, basis: { source: 'law-enforcement' } },
    ]);
    expect((await rows({ to: '2024-12-31' }))[1]!.claims).toMatchObject([
      { claimId: 'ru-2024', grade: null, unsourced: 1 },
    ]);
  });

  it('claims name who makes them, as far as that is known', async () => {
    const name = async (query: object = {}) => (await heldClaim(models, 'ru-2025', query))?.sourceName;
    const position = (await files.catchUp())!;
    expect(await name()).toBeNull();
    const source = { sourceId: 'law-enforcement', name: 'A person in law enforcement', kind: 'anonymous' };
    await files.send('RegisterSource', 'law-enforcement', source);
    await files.send('RecordPublishedTotal', 't', {
      totalId: 't',
      claimant: 'T',
      total: exactly(1),
      asOf: '2025-08-22',
      rule: {},
      basis: ANONYMOUS,
    });
    await files.catchUp();
    expect(await name()).toBe('A person in law enforcement');
    expect(await name({ knownAt: position })).toBeNull();
    expect((await heldClaim(models, 'ru-2024'))?.sourceName).toBeNull();
    expect((await publishedTotal(models, 't'))?.sourceName).toBe('A person in law enforcement');
  });

  it('claims of one date are held against each other: they differ, or cannot both be true', async () => {
    expect(await dateOf()).toMatchObject({
      bounds: { low: 0, high: null },
      estimates: { least: 1000, greatest: 1000 },
      disagreement: null,
    });
    await claim('ru-fewer', { ...RUSSIANS, headcount: { kind: 'at-most', value: 999 }, asOf: '2025-08-22?' });
    expect(await dateOf()).toMatchObject({ claimIds: ['ru-2025', 'ru-fewer'], disagreement: 'differ' });
    await claim('ru-silent', { ...RUSSIANS, headcount: { kind: 'not-stated' }, asOf: '2025-08-22' });
    expect(await dateOf()).toMatchObject({ disagreement: 'differ' });
    const entry = await claim('ru-more', { ...RUSSIANS, headcount: exactly(4000), asOf: '2025-08-22' });
    expect(await dateOf()).toMatchObject({ disagreement: 'contradict', estimates: { least: 1000, greatest: 4000 } });
    const [retraction] = await files.send('RetractClaim', 'ru-more', { entryId: entry, reason: 'another year' });
    expect(await dateOf()).toMatchObject({ disagreement: 'differ' });
    expect(await heldClaim(models, 'ru-more')).toMatchObject({ retractedBy: retraction, accepted: null });
    await claim('ru-more', { ...RUSSIANS, headcount: exactly(990), asOf: '2025-08-22' });
    expect(await dateOf()).toMatchObject({ disagreement: 'differ', estimates: { least: 990, greatest: 1000 } });
    const [{ claims }] = (await rows({ powerOfOrigin: 'RU' })) as [HeldPopulation];
    expect(claims.filter(({ claimId }) => claimId === 'ru-more').map(({ people }) => people)).toEqual([exactly(990)]);
  });

  it('a claim shows whether it was accepted, why, and what was decided before', async () => {
    const [first] = await files.send('AcceptClaim', 'ua-2025', { headcount: exactly(6100), reason: 'lists compared' });
    await files.send('AcceptClaim', 'ua-2025', { reason: 'lists were incomplete' });
    await files.catchUp();
    expect(await heldClaim(models, 'ua-2025')).toMatchObject({
      ...UKRAINIANS,
      accepted: about(6000),
      decisions: [
        { entryId: first, people: exactly(6100), reason: 'lists compared', retractedBy: null },
        { people: about(6000), reason: 'lists were incomplete' },
      ],
      grade: 'F6',
      unsourced: 2,
    });
    expect(await heldClaim(models, 'nobody')).toBeUndefined();
  });

  it('a claim shows who disputes and who corroborates it, with their grades', async () => {
    const { entryId } = (await heldClaim(models, 'ua-2025'))!;
    await files.send('DisputeEntry', entryId, { reason: 'fewer than 5,000', basis: { source: 'ua-agency' } });
    await files.send('CorroborateEntry', entryId, { basis: { source: 'ngo', reliability: 'B', credibility: '2' } });
    await files.catchUp();
    expect(await heldClaim(models, 'ua-2025')).toMatchObject({
      disputedBy: [{ reason: 'fewer than 5,000', basis: { source: 'ua-agency', reliability: 'F' } }],
      corroboratedBy: [{ basis: { source: 'ngo', reliability: 'B', credibility: '2' } }],
    });
  });
});
