import type { ComponentChildren } from 'preact';
import type { Cohort } from '../../api/reads.js';
import { DateOf } from '../../figures/date.js';
import { country } from '../../words/country.js';
import { labels, w } from '../../words/words.js';
import { daysUntilToday } from '../board/row.js';

/** What is known of them besides, and what somebody should look at. */
export function Facts({ cohort }: { readonly cohort: Cohort }) {
  return (
    <aside class="facts">
      <section aria-labelledby="alerts-title">
        <h2 id="alerts-title">{w.cohort.alerts}</h2>
        {cohort.alerts.length === 0 ? (
          <p class="soft">{w.cohort.noAlerts}</p>
        ) : (
          <ul class="alerts">
            {cohort.alerts.map(({ id, kind, since }) => (
              <li key={id} class="wait">
                {w.alert[kind](daysUntilToday(since))}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-labelledby="facts-title">
        <h2 id="facts-title">{w.cohort.facts}</h2>
        <dl class="fact-list">
          <Fact name={w.cohort.category}>{labels.nameOf('category', cohort.category)}</Fact>
          <Fact name={w.cohort.origin}>{country(cohort.powerOfOrigin)}</Fact>
          <Fact name={w.cohort.power}>{country(cohort.detainingPower)}</Fact>
          <Fact name={w.cohort.custodian}>{written(cohort.custodian)}</Fact>
          <Fact name={w.cohort.custodySince}>
            <DateOf date={cohort.custodySince} />
          </Fact>
          <Fact name={w.cohort.legalStatus}>{written(cohort.legalStatus)}</Fact>
          {cohort.partOf !== null && <Fact name={w.cohort.partOf}>{written(cohort.partOf)}</Fact>}
          <Fact name={w.cohort.id}>{written(cohort.id)}</Fact>
        </dl>
        {cohort.unsourced > 0 && <p class="soft small">{w.cohort.unsourced(cohort.unsourced)}</p>}
      </section>
    </aside>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function written(text: string | null) {
  return text === null ? <span class="not-stated">{w.figure.notStated}</span> : <bdi>{text}</bdi>;
}
