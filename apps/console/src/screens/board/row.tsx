import { Link } from '@tanstack/react-router';
import { daysBetween } from '#cases/model';
import type { Balance, CohortRow } from '../../api/reads.js';
import { DateOf } from '../../figures/date.js';
import { Figure } from '../../figures/figure.js';
import { stageInWords } from '../../figures/place-words.js';
import { country } from '../../words/country.js';
import { labels, w } from '../../words/words.js';

type Alert = CohortRow['alerts'][number];

/** What presses most comes first; the rest is in the case file. */
const URGENCY: readonly Alert['kind'][] = [
  'expected-arrival-passed',
  'overdue-in-stage',
  'handover-not-acknowledged',
  'not-confirmed',
  'accepted-figure-differs',
  'reports-disagree',
  'figure-not-stated',
  'no-basis',
];

/** One cohort on the board: its name, who is where, since when, and one line of what somebody should ask about. */
export function BoardRow({ row }: { readonly row: CohortRow }) {
  return (
    <li class="board-row">
      <div class="board-name">
        <Link
          to="/cohorts/$id"
          params={{ id: row.id }}
          search={(before) => before}
          activeProps={{ 'aria-current': 'true' }}
        >
          <bdi>{row.name}</bdi>
        </Link>
        <span class="soft small">
          {labels.nameOf('category', row.category)}, {country(row.powerOfOrigin)}
        </span>
      </div>
      {row.balances.length === 0 ? (
        <p class="board-positions soft">{w.board.nobody}</p>
      ) : (
        <ul class="board-positions">
          {row.balances.map((balance) => (
            <Position key={JSON.stringify(balance)} balance={balance} />
          ))}
        </ul>
      )}
      <p class="board-attention wait small">{attention(row.alerts)}</p>
    </li>
  );
}

function Position({ balance }: { readonly balance: Balance }) {
  return (
    <li class="board-position">
      <span class="board-figure">
        <Figure of={balance.people} />
      </span>
      <span>{stageInWords(balance)}</span>
      <span class="soft small board-since">{balance.since === null ? '' : <DateOf date={balance.since} />}</span>
    </li>
  );
}

function attention(alerts: readonly Alert[]): string {
  const [first] = alerts.toSorted((a, b) => URGENCY.indexOf(a.kind) - URGENCY.indexOf(b.kind));
  if (first === undefined) return '';
  return w.alert[first.kind](daysUntilToday(first.since));
}

export function daysUntilToday(since: string): number {
  return Math.max(0, daysBetween(since, new Date().toISOString().slice(0, 10)));
}
