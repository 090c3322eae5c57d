import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { boundsOf, estimateOf, type Figure } from '#cases';
import { mappingFrom } from '#imports';
import { exchangeFile, exchangeList, reconciliationReport, type ReadModels } from '#projections';
import { Files } from '../../libs/imports/testing/files.js';
import { Importing } from '../../libs/imports/testing/importing.js';
import { knownThen } from '../../libs/projections/testing/known-then.js';

const DATA = 'test/data';
const rows = parse(readFileSync(`${DATA}/exchanges.csv`), { columns: true }) as Record<string, string>[];
/** Notes in which a number is named. */
const noted = rows
  .filter(({ conflict_note: note }) => /\d/.test(note!))
  .map(({ id, conflict_note: note }) => [id!, note!]);

/** Numbers that a figure shows to anyone who reads it. */
function numbersOf(people: Figure): number[] {
  const { low, high } = boundsOf(people);
  return [low, high, estimateOf(people)].filter((number) => number !== null);
}

/** Numbers that the answers show for an exchange: who claims what of each line, sides added up, and totals of its day. */
async function shown(models: ReadModels, id: string): Promise<readonly number[]> {
  const { lines, legs, occurredOn } = (await exchangeFile(models, id))!;
  const { disagreements } = await reconciliationReport(models);
  const counts = disagreements.filter(({ asOf }) => asOf === occurredOn).flatMap(({ totals }) => totals);
  const sides = ['RU', 'UA'].map((side) => legs.filter(({ powerOfOrigin }) => powerOfOrigin === side));
  return [
    ...lines.flatMap(({ claims }) => claims.flatMap(({ people }) => numbersOf(people))),
    ...sides.map((side) => side.reduce((sum, { people }) => sum + boundsOf(people).low, 0)),
    ...counts.flatMap(({ total }) => numbersOf(total)),
  ];
}

describe('the public material with its reports, claims and totals', () => {
  const files = new Files();
  const importing = new Importing(files);
  const look = <T>(at: (models: ReadModels) => Promise<T>): Promise<T> =>
    importing.store.head().then((head) => knownThen(importing.store, head!, at));

  beforeAll(async () => {
    const mapping = mappingFrom(readFileSync(`${DATA}/exchanges.mapping.json`, 'utf8'));
    await importing.applyFile('exchanges', `${DATA}/exchanges.csv`, { whole: true, mapping });
    await importing.applyFile('exchange-reports', `${DATA}/exchange-reports.csv`, { whole: true });
    await importing.applyFile('claims', `${DATA}/held-population-claims.csv`, { whole: true });
    await importing.applyFile('totals', `${DATA}/published-totals.csv`, { whole: true });
  });
  afterAll(() => files.remove());

  it.each(noted)('shows every number of the note on %s: %s', async (id, note) => {
    const numbers = await look((models) => shown(models, id));
    for (const number of note.match(/\d+/g)!) expect(numbers).toContain(Number(number));
  });

  it('says where sources contradict each other', async () => {
    const { rows: listed } = await look((models) => exchangeList(models, { limit: 200 }));
    expect(listed.filter(({ disagreements }) => disagreements > 0).map(({ id }) => id)).toEqual([
      '2022-10-17',
      '2022-10-29',
      '2023-03-07',
      '2023-07-06',
      '2026-02-05',
    ]);
    const { disagreements } = await look((models) => reconciliationReport(models));
    expect(
      disagreements.map(({ asOf, totals, disagreement }) => [
        asOf,
        disagreement,
        totals.map(({ claimant, total }) => [claimant, total]),
      ]),
    ).toEqual([
      [
        '2023-05-25',
        'contradict',
        [
          ['Kyiv Independent', { kind: 'exact', value: 2340 }],
          ['Ukraine', { kind: 'exact', value: 2430 }],
        ],
      ],
    ]);
  });
});
