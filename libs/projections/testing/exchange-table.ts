import { exactly } from '#cases';
import type { CaseFiles } from './case-files.js';

const SIDES = [
  { column: 'to_russia_mil', powerOfOrigin: 'RU', detainingPower: 'UA', category: 'prisoner-of-war' },
  { column: 'to_russia_civ', powerOfOrigin: 'RU', detainingPower: 'UA', category: 'civilian' },
  { column: 'to_ukraine_mil', powerOfOrigin: 'UA', detainingPower: 'RU', category: 'prisoner-of-war' },
  { column: 'to_ukraine_civ', powerOfOrigin: 'UA', detainingPower: 'RU', category: 'civilian' },
] as const;

const INTERMEDIARIES: Readonly<Record<string, readonly string[]>> = {
  UAE: ['AE'],
  'UAE + USA': ['AE', 'US'],
  'none (Istanbul)': [],
};

/** Records the exchanges of a table of real material; an empty cell is not stated: neither it nor nobody makes a leg. */
export async function recordFromTable(files: CaseFiles, csv: string): Promise<void> {
  const [names, ...rows] = csv.trim().split('\n').map(cellsOf);
  for (const cells of rows) {
    const row = Object.fromEntries(names!.map((name, index) => [name, cells[index]!]));
    const id = row.id!;
    const basis = {
      source: new URL(row.source_url!).hostname,
      url: row.source_url,
      reliability: 'C',
      credibility: '3',
    };
    const legs = SIDES.filter(({ column }) => row[column] !== '' && row[column] !== '0').map(
      ({ column, ...cohort }) => {
        const headcount = exactly(Number(row[column]));
        const cohortId = `${cohort.powerOfOrigin}-${cohort.category}-${id}`.toLowerCase();
        return { register: { cohortId, name: `${id} ${column}`, ...cohort, headcount }, headcount, terms: 'exchange' };
      },
    );
    const intermediaries = INTERMEDIARIES[row.mediator!] ?? null;
    await files.send('RecordExchange', id, {
      exchangeId: id,
      occurredOn: row.date,
      place: null,
      intermediaries,
      basis,
      legs,
    });
  }
}

/** The cells of a line in which commas may stand in quotation marks. */
function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}
