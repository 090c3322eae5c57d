import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { filtersIn, parametersOf, type Filters } from '../../api/filters.js';
import { at } from '../../api/reads.js';
import { reportQuery, type ReportPath } from '../../api/reports.js';
import { NotThere } from '../shell/shell.js';
import { Answered } from '../../parts/answered.js';
import { Rows } from '../../parts/rows.js';
import { Title } from '../../parts/title.js';
import { clocksIn, today, type Clocks } from '../../time/clocks.js';
import { r } from '../../words/reading.js';
import { addDays } from '#cases/model';
import { cellOf, isNothing, isNumber } from './cells.js';
import { FilterBar } from './filter-bar.js';
import { Foot, Provenance } from './provenance.js';
import { VIEWS, type View, type ViewRow } from './views.js';
import './reports.css';

/** One report: the chart and the table of the same rows, what it is narrowed to, and where to take it as a file. */
export function ReportScreen() {
  const { report } = useParams({ from: '/reports/$report' });
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  if (!Object.hasOwn(VIEWS, report)) return <NotThere />;
  const path = report as ReportPath;
  return <Shown key={path} path={path} view={VIEWS[path] as unknown as View} search={search} />;
}

/** How far back a series goes that is asked for without days. */
const DAYS_BACK = 90;

interface ShownProps {
  readonly path: ReportPath;
  readonly view: View;
  readonly search: Readonly<Record<string, unknown>>;
}

function Shown({ path, view, search }: ShownProps) {
  const clocks = clocksIn(search);
  const filters = withDays(path, filtersIn(search), clocks);
  const takes = [...view.filters, ...(view.isOfDay ? ['on'] : [])];
  const parameters = parametersOf(filters, at(clocks), takes);
  const query = useQuery(reportQuery(path, parameters));
  const name = r.reports.names[path as keyof typeof r.reports.names];
  return (
    <article class="page report">
      <Title text={name}>{name}</Title>
      <FilterBar names={view.filters} filters={filters} rows={(query.data?.rows ?? []) as object[]} />
      <Answered query={query}>
        {(answer) => {
          const rows: readonly ViewRow[] = view.rows(answer);
          const columns = view.columns(answer).filter(({ key, as }) => rows.some((row) => !isNothing(as, row[key])));
          return (
            <>
              <Provenance
                path={path}
                parameters={parameters}
                filters={filters}
                clocks={clocks}
                isOfDay={view.isOfDay}
                position={answer.position}
              />
              {rows.length === 0 ? (
                <p class="soft">{r.reports.empty}</p>
              ) : (
                <>
                  {view.chart(answer)}
                  <Rows
                    label={name}
                    rows={rows}
                    keyOf={(_, index) => String(index)}
                    columns={columns.map(({ key, title, as }) => ({
                      key,
                      title,
                      cell: (row: ViewRow) => cellOf(as, key, row),
                      isNumber: isNumber(as),
                    }))}
                  />
                </>
              )}
              <Foot rows={rows} />
            </>
          );
        }}
      </Answered>
    </article>
  );
}

/** A series is one of some days: those before the day that is looked at, where none are asked for. */
function withDays(path: ReportPath, filters: Filters, { on }: Clocks): Filters {
  if (path !== 'series') return filters;
  const to = filters.to ?? on ?? today();
  return { ...filters, to, from: filters.from ?? addDays(to, -DAYS_BACK) };
}
