import type { ReactNode } from 'react';
import type { FilterName } from '../../api/filters.js';
import type { Answers, ReportPath } from '../../api/reports.js';
import { daysFrom } from '../../parts/chart/bands.js';
import { w } from '../../words/words.js';
import { titleOf } from '../../words/titles.js';
import type { Cell } from './cells.js';
import { ExchangesChart, FlowsChart, IntermediariesChart, PresentChart, SeriesChart, StagesChart } from './charts.js';

/** A column of a report: how its values are shown. */
export interface ViewColumn {
  readonly key: string;
  readonly title: string;
  readonly as: Cell;
}

export type ViewRow = Readonly<Record<string, unknown>>;

/** How a report is shown: its columns, and the chart of the same rows. */
export interface View<Path extends ReportPath = ReportPath> {
  readonly filters: readonly FilterName[];
  /** Whether it is of a day: it is asked for with the clock that says where they were. */
  readonly isOfDay: boolean;
  readonly rows: (answer: Answers[Path]) => readonly ViewRow[];
  readonly columns: (answer: Answers[Path]) => readonly ViewColumn[];
  readonly chart: (answer: Answers[Path]) => ReactNode;
}

const column = (key: string, title: Parameters<typeof titleOf>[0], as: Cell): ViewColumn => ({
  key,
  title: titleOf(title),
  as,
});

const whom = (): ViewColumn[] => [
  column('category', 'Category', 'category'),
  column('powerOfOrigin', 'Power of origin', 'country'),
];
const said = (): ViewColumn[] => [
  column('grade', 'Grade (Admiralty code)', 'grade'),
  column('unsourced', 'Movements without a source', 'count'),
];
const rowsOf = ({ rows }: { readonly rows: readonly object[] }): readonly ViewRow[] => rows as readonly ViewRow[];

const PEOPLE: readonly FilterName[] = ['category', 'powerOfOrigin'];

/** The reports that are tables with a chart. Claims and totals have screens of their own. */
export const VIEWS: { readonly [Path in ReportPath]?: View<Path> } = {
  stages: {
    filters: PEOPLE,
    isOfDay: true,
    rows: rowsOf,
    columns: () => [
      column('stage', 'Stage', 'stage'),
      column('country', 'Country', 'country'),
      ...whom(),
      column('people', 'People', 'sum'),
      column('dates', 'Dates', 'dates'),
      ...said(),
    ],
    chart: (answer) => <StagesChart answer={answer} />,
  },
  'interim-care': {
    filters: [...PEOPLE, 'country'],
    isOfDay: true,
    rows: rowsOf,
    columns: () => [
      column('cohortId', 'Cohort', 'cohort'),
      column('country', 'Country', 'country'),
      column('place', 'Place', 'text'),
      column('admitted', 'Admitted', 'figure'),
      column('left', 'Left', 'figure'),
      column('present', 'Present', 'figure'),
      column('services', 'Services', 'services'),
      column('admittedOn', 'Admitted on', 'date'),
      column('leftOn', 'Left on', 'date-or-nothing'),
      column('days', 'Days', 'number'),
      column('expectedDays', 'Days expected', 'number'),
      ...said(),
    ],
    chart: (answer) => <PresentChart rows={answer.rows} nameOf={(row) => row.name} />,
  },
  rehabilitation: {
    filters: PEOPLE,
    isOfDay: true,
    rows: ({ rows }) => rows.map(({ days, ...row }) => ({ ...row, ...days })),
    columns: () => [
      column('facility', 'Facility', 'text'),
      column('operator', 'Operator', 'text'),
      column('country', 'Country', 'country'),
      ...whom(),
      column('begun', 'Begun', 'figure'),
      column('completed', 'Completed', 'figure'),
      column('leftOtherwise', 'Left otherwise', 'figure'),
      column('present', 'Present', 'sum'),
      column('since', 'Since', 'date'),
      column('shortest', 'Days, shortest', 'number'),
      column('longest', 'Days, longest', 'number'),
      ...said(),
    ],
    chart: (answer) => <PresentChart rows={answer.rows} nameOf={(row) => row.facility ?? w.place.notStated} />,
  },
  flows: {
    filters: [...PEOPLE, 'from', 'to'],
    isOfDay: false,
    rows: ({ rows }) =>
      rows.map(({ source, target, ...row }) => ({
        ...row,
        from: source?.stage ?? 'outside',
        fromCountry: source?.country,
        to: target?.stage ?? 'outside',
        toCountry: target?.country,
      })),
    columns: () => [
      column('from', 'From stage', 'stage'),
      column('fromCountry', 'From country', 'country'),
      column('to', 'To stage', 'stage'),
      column('toCountry', 'To country', 'country'),
      column('people', 'People', 'sum'),
      ...said(),
    ],
    chart: (answer) => <FlowsChart answer={answer} />,
  },
  series: {
    filters: [...PEOPLE, 'from', 'to'],
    isOfDay: false,
    // One row a day, one column a stage: so that it can be read.
    rows: ({ rows, from, to }) => {
      const days = new Map(daysFrom(from, to).map((day) => [day, { day } as Record<string, unknown>]));
      for (const { day, stage, ...row } of rows) days.get(day)![stage] = row;
      return [...days.values()];
    },
    columns: ({ rows }) => {
      const stages = new Set(rows.map(({ stage }) => stage));
      return [
        column('day', 'Day', 'date'),
        ...[...stages].map((stage): ViewColumn => ({ key: stage, title: w.stage[stage], as: 'sum-of-day' })),
      ];
    },
    chart: (answer) => <SeriesChart answer={answer} />,
  },
  exchanges: {
    filters: [...PEOPLE, 'terms', 'period', 'intermediary'],
    isOfDay: true,
    rows: rowsOf,
    columns: () => [
      column('period', 'Period', 'period'),
      column('powerOfOrigin', 'Power of origin', 'country'),
      column('category', 'Category', 'category'),
      column('terms', 'Terms', 'terms'),
      column('exchanges', 'Exchanges', 'number'),
      column('people', 'People', 'sum'),
      column('contradicted', 'Figures contradicted by reports', 'count'),
      column('accepted', 'Figures decided among claims', 'count'),
      column('reported', 'Stated by reports alone', 'figure'),
      column('grade', 'Grade (Admiralty code)', 'grade'),
    ],
    chart: (answer) => <ExchangesChart answer={answer} />,
  },
  intermediaries: {
    filters: ['intermediary'],
    isOfDay: true,
    rows: ({ rows }) =>
      rows.flatMap(({ intermediary, exchanges }) => exchanges.map((exchange) => ({ ...exchange, intermediary }))),
    columns: () => [
      column('intermediary', 'Intermediary', 'country'),
      column('exchangeId', 'Exchange', 'exchange'),
      column('occurredOn', 'Occurred on', 'date'),
      column('people', 'People', 'sum'),
      column('runningTotal', 'Running total', 'figure'),
      column('contradicted', 'Figures contradicted by reports', 'count'),
      column('grade', 'Grade (Admiralty code)', 'grade'),
    ],
    chart: (answer) => <IntermediariesChart answer={answer} />,
  },
};
