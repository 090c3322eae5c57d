import {
  AbortExchange,
  AddExchangeReport,
  exchangeUseCases,
  inWords,
  isNobody,
  lineKey,
  NOT_STATED,
  PlanExchange,
  RecordExchange,
  sameFigure,
  sumOf,
  type ExchangeAborted,
  type ExchangeLeg,
  type ExchangePlanned,
  type ExchangeRecorded,
  type ExchangeReported,
  type Figure,
  type FigureForLine,
  type Line,
  type StatedBasis,
} from '#cases';
import type { Recorded } from '#eventsourcing';
import type { Stated, ImportStep } from '../layouts/import-step.js';
import { useCaseOf } from '../layouts/use-case-of.js';
import { basisPairs, differencesOf, figurePair, type Comparison, type Pair } from './comparison.js';
import type { Opening } from './opening.js';

type Arranged = (ExchangePlanned | ExchangeRecorded)['data'];

/** Holds a row of exchanges against what is recorded. Figures that differ become another source's report beside the first. */
export function compareExchange(row: Stated, { event, others }: Opening): Comparison | undefined {
  if (event === undefined) return undefined;
  const recorded = event.data as Arranged;
  const [first] = row.steps;
  const body = first.command as RecordExchange | PlanExchange;
  const aborted = others.find(isAbortion);
  const is = event.type === 'ExchangeRecorded' ? 'completed' : aborted === undefined ? 'planned' : 'aborted';
  const abortion = row.steps.find(({ useCase }) => useCase.command === AbortExchange);
  const says = first.useCase.command === RecordExchange ? 'completed' : abortion === undefined ? 'planned' : 'aborted';

  const facts = differencesOf([
    ['date', recorded.occurredOn, body.occurredOn],
    ['place_country', recorded.place?.country, body.place?.country],
    ['place', recorded.place?.name, body.place?.name],
    ['intermediaries', recorded.intermediaries, body.intermediaries],
  ]);
  const status = differencesOf([['status', is, says]]);
  const why =
    aborted === undefined || abortion === undefined
      ? []
      : differencesOf([['reason', aborted.data.reason, (abortion.command as AbortExchange).reason]]);
  if (is === 'planned' && says === 'completed')
    return { outcome: 'amended', differences: [...status, ...facts], steps: row.steps };
  if (facts.length > 0) return { outcome: 'conflict', differences: [...status, ...facts, ...why] };
  if (is === 'planned' && says === 'aborted') return { outcome: 'amended', differences: status, steps: [abortion!] };
  if (status.length + why.length > 0) return { outcome: 'conflict', differences: [...status, ...why] };
  return is === 'completed' ? compareFigures(row, recorded, others) : { outcome: 'unchanged' };
}

function compareFigures(row: Stated, recorded: Arranged, others: readonly Recorded[]): Comparison {
  const [first] = row.steps;
  const figures = figuresIn(row);
  const otherBasis = differencesOf(basisPairs(recorded.basis, (first.command as RecordExchange).basis));
  const differing = figures.flatMap((figure) =>
    differencesOf(pairFor(recorded, others, figure)).map((difference) => ({ ...figure, difference })),
  );
  if (differing.length === 0 && otherBasis.length === 0) return { outcome: 'unchanged' };
  // Another statement is a report with all that it states; the same one, read otherwise, with what is new in it.
  const reported = otherBasis.length > 0 ? figures.filter(({ people }) => people.kind !== 'not-stated') : differing;
  const differences = [...differing.map(({ difference }) => difference), ...otherBasis];
  return reported.length === 0
    ? { outcome: 'conflict', differences }
    : { outcome: 'amended', differences, steps: [report(first, reported)] };
}

function report(first: ImportStep, reported: readonly Told[]): ImportStep {
  const { basis } = first.command as RecordExchange;
  const figures = reported.map(({ line: { powerOfOrigin, category, terms }, people }) => ({
    powerOfOrigin,
    category,
    terms,
    headcount: people,
  }));
  return {
    useCase: useCaseOf(exchangeUseCases, AddExchangeReport),
    target: first.target,
    command: { basis, figures },
    columns: {
      ...first.columns,
      ...Object.fromEntries(reported.map(({ column }, index) => [`/figures/${index}`, column])),
    },
  };
}

interface Told {
  readonly column: string;
  readonly line: Line;
  readonly people: Figure;
}

/** Every figure that the row states, legs or not. */
function figuresIn({ steps }: Stated): Told[] {
  return steps.flatMap(({ command, columns }) => {
    const { legs = [], figures = [] } = command as { legs?: ExchangeLeg[]; figures?: FigureForLine[] };
    return [
      ...legs.map(({ register, terms }, index) =>
        told(columns[`/legs/${index}`]!, register!, terms, register!.headcount!),
      ),
      ...figures.map((figure, index) => told(columns[`/figures/${index}`]!, figure, figure.terms, figure.headcount)),
    ];
  });
}

function told(
  column: string,
  { powerOfOrigin, category }: Pick<FigureForLine, 'powerOfOrigin' | 'category'>,
  terms: Line['terms'] | undefined,
  people: Figure,
): Told {
  return { column, line: { powerOfOrigin: powerOfOrigin!, category: category ?? null, terms: terms ?? null }, people };
}

/**
 * A figure beside what is recorded of its line. Where there is no leg, nothing is stated of it, unless reports do; that nobody
 * went is no news there.
 */
function pairFor({ legs, basis }: Arranged, others: readonly Recorded[], { column, line, people }: Told): Pair[] {
  const same = legs.filter(
    (leg) => lineKey({ powerOfOrigin: leg.powerOfOrigin, category: leg.category, terms: leg.terms }) === lineKey(line),
  );
  if (same.length > 0) {
    const recorded = sumOf(same.map((leg) => leg.people));
    const [pair] = figurePair(column, recorded, people);
    return pair === undefined ? [] : [[column, by(recorded, basis), inWords(people)]];
  }
  const said = others
    .filter(isReport)
    .flatMap(({ data }) => data.figures.map((figure) => ({ ...figure, basis: data.basis })))
    .filter((figure) => lineKey(figure.line) === lineKey(line));
  const isAllSaid = said.length > 0 && said.every((figure) => sameFigure(figure.people, people));
  if (isAllSaid || isNobody(people) || people.kind === 'not-stated') return [];
  // Who states nothing comes first: it is what the row adds to.
  const ordered = said.toSorted((a, b) => Number(isNumber(a.people)) - Number(isNumber(b.people)));
  const recorded = ordered.map((one) => `${inWords(one.people)} by ${one.basis.source}`).join('; ');
  return [[column, said.length === 0 ? by(NOT_STATED, basis) : recorded, inWords(people)]];
}

/** What is not stated is so by somebody. */
function by(people: Figure, basis: StatedBasis | null): string {
  return isNumber(people) || basis === null ? inWords(people) : `${inWords(people)} by ${basis.source}`;
}

function isNumber({ kind }: Figure): boolean {
  return kind !== 'not-stated' && kind !== 'withheld';
}

function isReport(event: Recorded): event is Recorded & ExchangeReported {
  return event.type === 'ExchangeReported';
}

function isAbortion(event: Recorded): event is Recorded & ExchangeAborted {
  return event.type === 'ExchangeAborted';
}
