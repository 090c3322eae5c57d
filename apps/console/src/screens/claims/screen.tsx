import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { filtersIn, parametersOf } from '../../api/filters.js';
import { at } from '../../api/reads.js';
import { reportQuery, type Answers } from '../../api/reports.js';
import { Answered } from '../../parts/answered.js';
import { Title } from '../../parts/title.js';
import { clocksIn } from '../../time/clocks.js';
import { r } from '../../words/reading.js';
import { w } from '../../words/words.js';
import { FilterBar } from '../reports/filter-bar.js';
import { Foot, Provenance } from '../reports/provenance.js';
import { Question } from './question.js';
import { Totals } from './totals.js';
import '../reports/reports.css';

const FILTERS = ['detainingPower', 'powerOfOrigin', 'category'] as const;
const TAKES = [...FILTERS, 'on'];

/** What was claimed of those who are held, question by question, and published totals held against the exchanges. Nothing is added up. */
export function ClaimsScreen() {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const clocks = clocksIn(search);
  const filters = filtersIn(search);
  const parameters = parametersOf(filters, at(clocks), TAKES);
  const totalsParameters = parametersOf({}, at(clocks), ['on']);
  const held = useQuery(reportQuery('held-populations', parameters));
  const totals = useQuery(reportQuery('reconciliation', totalsParameters));
  return (
    <div class="page">
      <Title text={w.nav.claims}>{w.nav.claims}</Title>
      <p class="soft">{r.claims.about}</p>
      <FilterBar names={FILTERS} filters={filters} rows={(held.data?.rows ?? []) as object[]} />
      <section aria-labelledby="held-title">
        <h2 id="held-title">{r.claims.held}</h2>
        <Answered query={held}>
          {(answer: Answers['held-populations']) => (
            <>
              <Provenance
                path="held-populations"
                parameters={parameters}
                filters={filters}
                clocks={clocks}
                isOfDay={false}
                position={answer.position}
              />
              {answer.rows.length === 0 && <p class="soft">{r.claims.empty}</p>}
              {answer.rows.map((question) => (
                <Question
                  key={JSON.stringify([
                    question.detainingPower,
                    question.powerOfOrigin,
                    question.category,
                    question.population,
                  ])}
                  question={question}
                />
              ))}
              <Foot rows={answer.rows.flatMap(({ claims }) => claims)} />
            </>
          )}
        </Answered>
      </section>
      <section aria-labelledby="totals-title" class="totals">
        <h2 id="totals-title">{r.claims.totals}</h2>
        <Answered query={totals}>
          {(answer: Answers['reconciliation']) => (
            <>
              <Provenance
                path="reconciliation"
                parameters={totalsParameters}
                filters={{}}
                clocks={clocks}
                isOfDay={false}
                position={answer.position}
              />
              {answer.rows.length === 0 && <p class="soft">{r.claims.noTotals}</p>}
              {answer.rows.map((row) => (
                <Totals key={row.claimant} claimant={row.claimant} totals={row.totals} />
              ))}
            </>
          )}
        </Answered>
      </section>
    </div>
  );
}
