import type { Figure as Value } from '#cases/model';
import type { Answers } from '../../api/reports.js';
import { dateInWords } from '../../figures/date-words.js';
import { figureInWords } from '../../figures/figure-words.js';
import { stageInWords } from '../../figures/place-words.js';
import { Flows } from '../../parts/chart/flows.js';
import type { FlowEnd } from '../../parts/chart/flow-layout.js';
import { Lanes, type Lane } from '../../parts/chart/lanes.js';
import { Series } from '../../parts/chart/series.js';
import { country } from '../../words/country.js';
import { r } from '../../words/reading.js';
import { isolated, labels, w } from '../../words/words.js';
import { Sum, type SumParts } from './cells.js';

interface Counted extends SumParts {
  readonly key: string;
  readonly name: string;
  readonly detail: string;
}

/** People of some group as lanes: the same figure as in the table, with what it leaves out. */
function Bars({ rows }: { readonly rows: readonly Counted[] }) {
  const lanes = rows.map(({ key, name, detail, ...sum }): Lane => ({
    key,
    label: (
      <>
        {name} <span class="soft small">{detail}</span>
      </>
    ),
    end: <Sum {...sum} />,
    figure: sum.people,
    text: `${name}, ${detail}: ${sumInWords(sum)}`,
  }));
  return <Lanes label={r.reports.chart} lanes={lanes} as="bars" />;
}

export function sumInWords({ people, notStated = 0, withheld = 0 }: SumParts): string {
  const parts = [figureInWords(people)];
  if (notStated > 0) parts.push(r.sum.notStated(notStated));
  if (withheld > 0) parts.push(r.sum.withheld(withheld));
  return parts.join(r.sum.and);
}

/** "civilians, Russia": whom a row counts. */
function whom(row: { readonly category: string | null; readonly powerOfOrigin: string | null }): string {
  const category = row.category === null ? null : labels.nameOf('category', row.category);
  return [category, row.powerOfOrigin === null ? null : country(row.powerOfOrigin)]
    .filter((part) => part !== null)
    .join(r.sum.and);
}

export function StagesChart({ answer: { rows } }: { readonly answer: Answers['stages'] }) {
  const counted = rows.map((row) => ({
    ...row,
    key: `${row.stage} ${row.country} ${row.category} ${row.powerOfOrigin}`,
    name: stageInWords({ ...row, exit: null }),
    detail: whom(row),
  }));
  return <Bars rows={counted} />;
}

type Present = Answers['interim-care']['rows'][number] | Answers['rehabilitation']['rows'][number];

interface PresentProps<Row extends Present> {
  readonly rows: readonly Row[];
  readonly nameOf: (row: Row) => string;
}

/** Who is there now, of those who came. */
export function PresentChart<Row extends Present>({ rows, nameOf }: PresentProps<Row>) {
  const counted = rows.map((row, index) => ({
    key: String(index),
    name: isolated(nameOf(row)),
    detail: [row.country === null ? w.place.notStated : country(row.country), whom(row)].join(' · '),
    people: row.present as Value,
  }));
  return <Bars rows={counted} />;
}

function endName(end: FlowEnd, isSource: boolean): string[] {
  if (end === null) return [isSource ? r.flows.fromOutside : r.flows.toOutside];
  const stage = w.stage[end.stage];
  if (end.country === null) return [stage];
  return [stage, end.stage === 'in-transit' ? w.place.to(country(end.country)) : country(end.country)];
}

export function FlowsChart({ answer: { rows } }: { readonly answer: Answers['flows'] }) {
  return <Flows label={r.reports.chart} flows={rows} nameOf={endName} backSaid={r.flows.back} />;
}

export function SeriesChart({ answer: { rows, from, to } }: { readonly answer: Answers['series'] }) {
  const stages = [...new Set(rows.map(({ stage }) => stage))];
  const lines = stages.map((stage) => ({
    key: stage,
    name: w.stage[stage],
    figures: rows.filter((row) => row.stage === stage).map(({ day, people }) => ({ day, figure: people })),
  }));
  return <Series label={r.reports.chart} first={from} last={to} lines={lines} />;
}

export function ExchangesChart({ answer: { rows } }: { readonly answer: Answers['exchanges'] }) {
  const counted = rows.map((row, index) => ({
    ...row,
    key: String(index),
    name: row.period === 'all' || row.period === null ? whom(row) : `${dateInWords(row.period)}, ${whom(row)}`,
    detail: row.terms === null ? '' : labels.nameOf('terms', row.terms),
  }));
  return <Bars rows={counted} />;
}

export function IntermediariesChart({ answer: { rows } }: { readonly answer: Answers['intermediaries'] }) {
  const counted = rows.map((row) => ({
    ...row,
    key: String(row.intermediary),
    name: row.intermediary === null ? w.figure.notStated : country(row.intermediary),
    detail: r.reports.exchanges(row.exchanges.length),
  }));
  return <Bars rows={counted} />;
}
