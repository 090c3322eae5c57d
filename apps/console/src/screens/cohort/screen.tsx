import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
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
import { Way } from './way.js';
import './cohort.css';

/** A case file: where the people are, what may be recorded of them, and every entry that says so. */
export function CohortScreen() {
  const { id } = useParams({ from: '/board/cohorts/$id' });
  const clocks = clocksIn(useSearch({ strict: false }) as Record<string, unknown>);
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
        <Entries rows={rows} isPending={entries.isPending} />
      </div>
      <Facts cohort={cohort.data} />
    </article>
  );
}

function isGone(error: unknown): boolean {
  return error instanceof Refusal && error.status === 404;
}
