import { useState } from 'preact/hooks';
import { STAGES } from '#cases/model';
import { eventOf } from '../../acts/fold.js';
import type { Cohort, Entry } from '../../api/reads.js';
import { Figure } from '../../figures/figure.js';
import { stagesPassed } from '../../figures/said.js';
import { country } from '../../words/country.js';
import { w } from '../../words/words.js';

/** The stages of the way home in a row: where they have been, where they are, and what lies ahead. Several at once is normal. */
export function Way({ cohort, rows }: { readonly cohort: Cohort; readonly rows: readonly Entry[] }) {
  const passed = stagesPassed(rows.filter(({ retractedBy }) => retractedBy === null).map(eventOf));
  const stages = STAGES.filter((stage) => stage !== 'exited' || passed.has(stage));
  const here = new Set(cohort.balances.map(({ stage }) => stage));
  const furthest = stages.findLastIndex((stage) => here.has(stage));
  const [isOpen, setOpen] = useState(false);
  return (
    <section aria-label={w.cohort.way} class={isOpen ? 'way-section way-open' : 'way-section'}>
      <button type="button" class="way-step" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span>{stages.flatMap((stage) => (here.has(stage) ? [w.stage[stage]] : [])).join(', ')}</span>
        {furthest >= 0 && <span class="soft small">{w.cohort.wayStep(furthest + 1, stages.length)}</span>}
      </button>
      <ol class="way">
        {stages.map((stage) => {
          const balances = cohort.balances.filter((balance) => balance.stage === stage);
          const state = balances.length > 0 ? 'way-here' : passed.has(stage) ? 'way-passed' : 'way-ahead';
          return (
            <li key={stage} class={state} aria-current={balances.length > 0 ? 'step' : undefined}>
              <span>{w.stage[stage]}</span>
              {balances.map((balance) => (
                <span key={JSON.stringify(balance)} class="way-figure">
                  <Figure of={balance.people} />
                  {balance.country !== null && <span class="soft"> {country(balance.country)}</span>}
                </span>
              ))}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
