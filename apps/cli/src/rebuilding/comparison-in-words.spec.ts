import type { Comparison } from '#projections';
import { comparisonInWords } from './comparison-in-words.js';

const nothing: Comparison = { position: '0000000000000007', versions: [], reshaped: [], rows: 120, tables: [] };

const long = (people: number): string => `${'x'.repeat(200)}"people":${people}${'y'.repeat(200)}`;

describe('a comparison in words', () => {
  it('says that all rows are the same, how many there are and where that was', () => {
    expect(comparisonInWords(nothing)).toBe('All 120 rows are those being served, at position 0000000000000007.');
  });

  it('says that there was nothing to compare with', () => {
    expect(comparisonInWords(null)).toContain('Nothing was served yet');
  });

  it('names table, row, column and both values, and shows where long values part', () => {
    const columns = [{ column: 'kept', live: long(141), rebuilt: long(146) }];
    const words = comparisonInWords({
      ...nothing,
      tables: [
        {
          table: 'cohorts',
          changed: 30,
          missing: 1,
          surplus: 0,
          first: [
            { kind: 'changed', key: { id: 'ru-pow' }, columns },
            { kind: 'missing', key: { id: 'nobody' }, columns: [] },
          ],
        },
      ],
    });
    expect(words).toContain(
      'cohorts: 30 changed, 1 only in what is served, 0 only in what was built again (the first 2; 29 more)',
    );
    expect(words).toMatch(/ru-pow +│ kept +│ …x*"people":141y*… +│ …x*"people":146y*…/);
    expect(words).toMatch(/nobody +│ +│ is there +│ is not there/);
    expect(words).toContain('31 of 120');
  });

  it('says where a projection has another version, or a table other columns', () => {
    const versions = [
      { projection: 'cohorts', live: 3, rebuilt: 4 },
      { projection: 'letters', live: null, rebuilt: 1 },
    ];
    const words = comparisonInWords({ ...nothing, versions, reshaped: ['claims'] });
    expect(words).toContain('The projection "cohorts" was at version 3 and is at 4: rows may differ for that reason.');
    expect(words).toContain('The projection "letters" is new');
    expect(words).toContain('The table claims has other columns');
  });
});
