import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { exchangeQuery, sourcesQuery, type Exchange } from '../../api/answers.js';
import { dateInWords } from '../../figures/date-words.js';
import { Figure } from '../../figures/figure.js';
import { Grade } from '../../figures/grade.js';
import { Answered } from '../../parts/answered.js';
import { Title } from '../../parts/title.js';
import { momentInWords } from '../../time/clock-words.js';
import { clocksIn } from '../../time/clocks.js';
import { country } from '../../words/country.js';
import { r } from '../../words/reading.js';
import { titleOf } from '../../words/titles.js';
import { isolated, labels, w } from '../../words/words.js';
import { Foot } from '../reports/provenance.js';
import { Line } from './line.js';
import { mediators } from './list.js';
import '../reports/reports.css';
import './exchanges.css';

/** One exchange: who went which way, and of every line what each source says, side by side. */
export function ExchangeScreen() {
  const { id } = useParams({ strict: false }) as { readonly id: string };
  const clocks = clocksIn(useSearch({ strict: false }) as Record<string, unknown>);
  const query = useQuery(exchangeQuery(id, clocks));
  const { data: sources } = useQuery(sourcesQuery(clocks));
  const groups = new Map(sources?.rows.map(({ id: source, independenceGroup }) => [source, independenceGroup]));
  return (
    <article class="page exchange">
      <p class="no-print">
        <Link to="/exchanges" search={({ knownAt, on }) => ({ knownAt, on })}>
          {w.nav.exchanges}
        </Link>
      </p>
      <Answered query={query}>
        {(exchange) => (
          <>
            <Head exchange={exchange} />
            <p class="soft small">{momentInWords(clocks.knownAt)}</p>
            <h2>{r.exchanges.legs}</h2>
            <Legs exchange={exchange} />
            <h2>{r.exchanges.lines}</h2>
            {exchange.lines.map((line) => (
              <Line key={JSON.stringify(line.line)} line={line} groups={groups} />
            ))}
            <Foot rows={exchange.lines.flatMap(({ claims }) => claims)} />
          </>
        )}
      </Answered>
    </article>
  );
}

function Head({ exchange }: { readonly exchange: Exchange }) {
  const { id, occurredOn, status, place, intermediaries, grade, abortedBecause } = exchange;
  const title = occurredOn === null ? id : r.exchanges.title(dateInWords(occurredOn));
  return (
    <header class="exchange-head">
      <Title text={title}>{title}</Title>
      <p>
        {labels.nameOf('exchange', status)} · {titleOf('Place')}:{' '}
        {place === null ? <span class="not-stated">{w.figure.notStated}</span> : <PlaceOf place={place} />} ·{' '}
        {titleOf('Intermediaries')}: {mediators(intermediaries)} <Grade of={grade} />
      </p>
      {abortedBecause !== null && <p class="wait">{isolated(abortedBecause)}</p>}
    </header>
  );
}

function PlaceOf({ place }: { readonly place: NonNullable<Exchange['place']> }) {
  return <bdi>{[place.name, place.country && country(place.country)].filter(Boolean).join(r.sum.and)}</bdi>;
}

function Legs({ exchange: { legs } }: { readonly exchange: Exchange }) {
  if (legs.length === 0) return <p class="soft">{r.exchanges.noLegs}</p>;
  return (
    <ul class="legs">
      {legs.map(({ leg, cohortId, people, category, powerOfOrigin, retractedBy, acknowledgedBy }) => {
        const who = r.exchanges.homeTo(labels.nameOf('category', category), country(powerOfOrigin));
        return (
          <li key={leg}>
            <Figure of={people} /> {retractedBy === null ? who : <s class="struck">{who}</s>}
            {cohortId !== null && (
              <>
                {' · '}
                <Link to="/cohorts/$id" params={{ id: cohortId }} search={({ knownAt, on }) => ({ knownAt, on })}>
                  <bdi>{cohortId}</bdi>
                </Link>
              </>
            )}
            {acknowledgedBy === null && retractedBy === null && (
              <span class="soft small"> {r.exchanges.notAcknowledged}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
