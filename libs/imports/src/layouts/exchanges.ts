import {
  exchange,
  exchangeUseCases,
  AbortExchange,
  AddExchangeReport,
  PlanExchange,
  RecordExchange,
  type Basis,
  type Figure,
} from '#cases';
import { Unreadable } from '../reading/sheet.js';
import type { RowCells } from '../values/row-cells.js';
import { BASIS_POINTERS, basisColumns, basisIn } from './basis-columns.js';
import { LINE_COLUMN, lineColumns, type LineColumn } from './exchange-lines.js';
import type { Layout, ReaderOptions } from './layout.js';
import type { Stated, ImportStep } from './import-step.js';
import { compareExchange } from '../comparing/compare-exchange.js';
import { useCaseOf } from './use-case-of.js';

const STATUSES = ['completed', 'planned', 'aborted'] as const;

/** One row an exchange. */
export const exchanges: Layout = {
  kind: 'exchanges',
  row: 'an exchange',
  columns: [
    { name: 'id', meaning: 'Id of the exchange, for ever.', example: '2025-08-24', required: true },
    { name: 'date', meaning: 'When it took place, or is to: an EDTF date.', example: '2025-08-24' },
    { name: 'status', meaning: `${STATUSES.join(', ')}. Empty: completed.`, example: 'completed' },
    { name: 'place_country', meaning: 'Where: ISO 3166-1 alpha-2.', example: 'BY' },
    { name: 'place', meaning: 'The crossing point or town there.', example: '' },
    {
      name: 'intermediaries',
      meaning: 'Who mediated: country codes, separated by spaces, or `none`. Empty: not stated.',
      example: 'AE',
    },
    { name: 'reason', meaning: 'Why an aborted exchange did not take place.', example: '' },
    ...basisColumns({ required: true }),
  ],
  family: {
    pattern: LINE_COLUMN,
    columns: [
      ['to_RU_prisoner-of-war', 'Prisoners of war who go home to RU; in the place of RU, any Power.', '146'],
      ['to_RU_civilian', 'Civilians who go home to RU.', '8'],
      ['to_UA_prisoner-of-war', 'Prisoners of war who go home to UA.', '146'],
      ['to_UA_civilian', 'Civilians who go home to UA.', '8'],
    ].map(([name, meaning, example]) => ({ name: name!, meaning: meaning!, example: example! })),
  },
  model: exchange,
  compare: compareExchange,
  reader(names, options) {
    const lines = lineColumns(names);
    if (lines.length === 0) {
      throw new Unreadable('column-missing', 'there is no column of figures such as to_RU_prisoner-of-war');
    }
    return (cells) => exchangeIn(cells, lines, options);
  },
};

interface Counted {
  readonly line: LineColumn;
  readonly people: Figure;
}

/** Nobody is something that is stated; an empty cell states nothing. */
function mediatorsIn(cells: RowCells): string[] | null {
  const [first] = cells.list('intermediaries');
  if (first === undefined) return null;
  return first === 'none' ? [] : cells.countries('intermediaries');
}

function exchangeIn(cells: RowCells, lines: readonly LineColumn[], options: ReaderOptions): Stated | undefined {
  const id = cells.needed('id');
  cells.needed('source');
  const status = cells.choice('status', STATUSES) ?? 'completed';
  const place = placeIn(cells);
  const arrangement = {
    exchangeId: id,
    occurredOn: cells.date('date'),
    place,
    intermediaries: mediatorsIn(cells),
  };
  const basis = basisIn(cells);
  const counted = lines.map((line) => ({ line, people: cells.figure(line.name) }));
  const reason = status === 'aborted' ? cells.needed('reason') : null;
  if (cells.errors.length > 0) return undefined;

  const going = counted.filter(goes);
  const rest = counted.filter((one) => !goes(one));
  if (going.length === 0) {
    cells.fail(lines[0]!.name, 'nobody-to-move', 'nobody changes hands in this row');
    return undefined;
  }
  const legs = going.map(({ line, people }) => ({
    register: { ...registration(id, line, people), ...options },
    terms: line.terms,
  }));
  const columns = {
    ...POINTERS,
    ...Object.fromEntries(
      going.flatMap(({ line }, index) => [
        [`/legs/${index}`, line.name],
        // Made of the exchange's id: what is wrong with the one is wrong with the other.
        [`/legs/${index}/register/cohortId`, 'id'],
      ]),
    ),
    ...Object.fromEntries(rest.map(({ line }, index) => [`/figures/${index}`, line.name])),
  };
  const body = { ...arrangement, basis, legs };
  const step = (command: new () => object, fields: object): ImportStep => ({
    useCase: useCaseOf(exchangeUseCases, command),
    target: id,
    command: fields,
    columns,
  });
  const opening = status === 'completed' ? step(RecordExchange, body) : step(PlanExchange, { ...body, planned: true });
  const report = reportOf(rest, basis!);
  return {
    key: id,
    steps: [
      opening,
      ...(report === undefined ? [] : [step(AddExchangeReport, report)]),
      ...(reason === null ? [] : [step(AbortExchange, { reason, basis })]),
    ],
  };
}

/**
 * Which figures are legs. An exchange goes both ways, so the prisoners of war of each Power are expected: an empty cell
 * is a leg of not stated size. Other lines are there only where somebody states them. An exact 0 is nobody, and no leg.
 */
function goes({ line, people }: Counted): boolean {
  if (people.kind === 'exact' && people.value === 0) return false;
  return people.kind !== 'not-stated' || (line.category === 'prisoner-of-war' && line.terms === 'exchange');
}

/** What the source says of lines that are no legs is kept as its claim: 0 is a statement, and so is silence. */
function reportOf(rest: readonly Counted[], basis: Basis): object | undefined {
  if (rest.length === 0) return undefined;
  const figures = rest.map(({ line: { powerOfOrigin, category, terms }, people }) => ({
    powerOfOrigin,
    category,
    terms,
    headcount: people,
  }));
  return { basis, figures };
}

/** The cohort that a leg registers. Its id is made of the exchange and the line, so that it is the same each time. */
function registration(
  exchangeId: string,
  { powerOfOrigin, detainingPower, category, terms }: LineColumn,
  people: Figure,
) {
  const unilateral = terms === 'unilateral';
  const who = category === 'civilian' ? 'civilians' : 'prisoners of war';
  return {
    cohortId: [exchangeId, powerOfOrigin, category, ...(unilateral ? [terms] : [])].join('-').toLowerCase(),
    name: `${powerOfOrigin} ${who}${unilateral ? ' outside the exchange' : ''}, exchange ${exchangeId}`,
    category,
    powerOfOrigin,
    detainingPower,
    headcount: people,
  };
}

function placeIn(cells: RowCells): { country: string; name: string | null } | null {
  const country = cells.country('place_country');
  const name = cells.text('place');
  if (country === null && name !== null) cells.fail('place_country', 'required', 'is needed where a place is named');
  return country === null ? null : { country, name };
}

const POINTERS = {
  '/exchangeId': 'id',
  '/occurredOn': 'date',
  '/place': 'place',
  '/place/country': 'place_country',
  '/intermediaries': 'intermediaries',
  '/reason': 'reason',
  ...BASIS_POINTERS,
};
