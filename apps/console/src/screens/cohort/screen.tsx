import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'preact/compat';
import { Refusal } from '../../api/client.js';
import { inWords } from '../../api/problems.js';
import { cohortQuery, entriesQuery } from '../../api/reads.js';
import { Title } from '../../parts/title.js';
import { clocksIn } from '../../time/clocks.js';
import { w } from '../../words/words.js';
import { Entries } from './entries.js';
import { Facts } from './facts.js';
import { Head } from './head.js';
import { Positions } from './positions.js';
import { Waiting } from './waiting.js';
import { Way } from './way.js';
import './cohort.css';

/** Forms are loaded with the first that is opened. */
const Record = lazy(async () => ({ default: (await import('../record/record.js')).Record }));

/** A case file: where the people are, what may be recorded of them, and every entry that says so. */
export function CohortScreen() {
  const { id } = useParams({ from: '/board/cohorts/$id' });
  const search = useSearch({ from: '/board/cohorts/$id' });
  const clocks = clocksIn(search);
  const navigate = useNavigate();
  const cohort = useQuery(cohortQuery(id, clocks));
  const entries = useQuery(entriesQuery(id, clocks));
  if (cohort.data === undefined) {
    return (
      <div class="cohort">
        {cohort.isError ? (
          <div role="alert">
            <Title text={id}>
              <bdi>{id}</bdi>
            </Title>
            <p class="wrong">{isGone(cohort.error) ? w.cohort.gone : inWords(cohort.error)}</p>
            <button type="button" class="button" onClick={() => void cohort.refetch()}>
              {w.state.again}
            </button>
          </div>
        ) : (
          <p class="soft" role="status">
            {w.state.loading}
          </p>
        )}
      </div>
    );
  }
  const rows = entries.data?.rows ?? [];
  return (
    <article class="cohort" aria-labelledby="cohort-name">
      <div class="cohort-main">
        <Head cohort={cohort.data} />
        <Way cohort={cohort.data} rows={rows} />
        <Positions cohort={cohort.data} />
        <Waiting id={id} />
        <Entries rows={rows} isPending={entries.isPending} />
      </div>
      <Facts cohort={cohort.data} />
      {search.record !== undefined && rows.length > 0 && (
        <Suspense fallback={null}>
          <Record
            key={search.record}
            {...search}
            id={id}
            rows={rows}
            onClose={() =>
              void navigate({ to: '.', search: ({ record: _, at: __, entry: ___, item: ____, ...rest }) => rest })
            }
          />
        </Suspense>
      )}
    </article>
  );
}

function isGone(error: unknown): boolean {
  return error instanceof Refusal && error.status === 404;
}
