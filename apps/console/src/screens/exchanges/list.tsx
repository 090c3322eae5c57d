import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { exchangesQuery, type ExchangeRow } from '../../api/answers.js';
import { DateOf } from '../../figures/date.js';
import { Figure } from '../../figures/figure.js';
import { Grade } from '../../figures/grade.js';
import { Answered } from '../../parts/answered.js';
import { Rows } from '../../parts/rows.js';
import { Title } from '../../parts/title.js';
import { clocksIn } from '../../time/clocks.js';
import { country } from '../../words/country.js';
import { r } from '../../words/reading.js';
import { titleOf } from '../../words/titles.js';
import { labels, w } from '../../words/words.js';
import '../reports/reports.css';
import './exchanges.css';

/** All exchanges, the newest first: who went which way, and where sources disagree. */
export function ExchangesScreen() {
  const clocks = clocksIn(useSearch({ strict: false }) as Record<string, unknown>);
  const query = useQuery(exchangesQuery(clocks));
  return (
    <div class="page">
      <Title text={w.nav.exchanges}>{w.nav.exchanges}</Title>
      <Answered query={query}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p class="soft">{r.exchanges.empty}</p>
          ) : (
            <Rows
              label={w.nav.exchanges}
              rows={rows.toSorted((a, b) => ((a.occurredOn ?? '') < (b.occurredOn ?? '') ? 1 : -1))}
              keyOf={({ id }) => id}
              columns={columns()}
            />
          )
        }
      </Answered>
    </div>
  );
}

const columns = () => [
  { key: 'on', title: titleOf('Occurred on'), cell: ({ occurredOn }: ExchangeRow) => <DateOf date={occurredOn} /> },
  {
    key: 'id',
    title: titleOf('Exchange'),
    cell: ({ id, status }: ExchangeRow) => (
      <>
        <Link to="/exchanges/$id" params={{ id }} search={(before) => before}>
          <bdi>{id}</bdi>
        </Link>
        {status !== 'recorded' && <span class="wait small"> {labels.nameOf('exchange', status)}</span>}
      </>
    ),
  },
  { key: 'ways', title: r.exchanges.ways, cell: (row: ExchangeRow) => <Ways legs={row.legs} /> },
  {
    key: 'by',
    title: titleOf('Intermediaries'),
    cell: ({ intermediaries }: ExchangeRow) => mediators(intermediaries),
  },
  {
    key: 'disagreements',
    title: titleOf('Disagreements between sources'),
    cell: ({ disagreements }: ExchangeRow) =>
      disagreements === 0 ? '' : <span class="wait">{r.exchanges.disagreements(disagreements)}</span>,
  },
  { key: 'grade', title: titleOf('Grade (Admiralty code)'), cell: ({ grade }: ExchangeRow) => <Grade of={grade} /> },
];

/** Who went home to which Power, as each leg records it. */
function Ways({ legs }: { readonly legs: ExchangeRow['legs'] }) {
  const standing = legs.filter(({ retractedBy }) => retractedBy === null);
  if (standing.length === 0) return <span class="soft">{r.exchanges.noLegs}</span>;
  return (
    <ul class="ways">
      {standing.map(({ leg, people, category, powerOfOrigin }) => (
        <li key={leg}>
          <Figure of={people} /> {r.exchanges.homeTo(labels.nameOf('category', category), country(powerOfOrigin))}
        </li>
      ))}
    </ul>
  );
}

export function mediators(codes: readonly string[] | null) {
  if (codes === null) return <span class="not-stated">{w.figure.notStated}</span>;
  return codes.length === 0 ? w.state.none : codes.map(country).join(r.sum.and);
}
