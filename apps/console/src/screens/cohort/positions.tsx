import { keyOf, type Whereabouts } from '#cases/model';
import { offered } from '../../acts/offered.js';
import type { Balance, Cohort } from '../../api/reads.js';
import { dateInWords } from '../../figures/date-words.js';
import { Figure } from '../../figures/figure.js';
import { placeInWords, stageInWords } from '../../figures/place-words.js';
import { isolated, w } from '../../words/words.js';
import { ActMenu } from '../record/act-menu.js';

/** Who is where. */
export function Positions({ cohort }: { readonly cohort: Cohort }) {
  if (cohort.balances.length === 0) return <p class="positions-none soft">{w.cohort.nobody}</p>;
  return (
    <section aria-label={w.cohort.positions}>
      <ul class="positions">
        {cohort.balances.map((balance) => (
          <li key={JSON.stringify(balance)} class="position">
            <Figure of={balance.people} large />
            <Where balance={balance} />
            <ActMenu
              label={w.cohort.record}
              aloud={w.cohort.recordHere(stageInWords(balance))}
              acts={offered('at-position', balance.actions)}
              recording={{ at: keyOf(balance as Whereabouts) }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Where({ balance }: { readonly balance: Balance }) {
  const { place, runBy, confirmedOn } = balance;
  const details = [
    place === null ? w.place.notStated : placeInWords({ country: null, place }),
    runBy === null ? null : isolated(runBy),
    sinceInWords(balance),
    confirmedOn === null ? null : w.cohort.lastConfirmed(dateInWords(confirmedOn)),
  ].filter((part) => part !== null);
  return (
    <p>
      {stageInWords(balance)} <span class="soft">{details.join(' · ')}</span>
    </p>
  );
}

function sinceInWords({ since, daysInStage }: Balance): string {
  if (since === null) return w.cohort.sinceUnknown;
  const date = dateInWords(since);
  return daysInStage === null ? w.cohort.sinceDate(date) : w.cohort.sinceDays(date, daysInStage);
}
