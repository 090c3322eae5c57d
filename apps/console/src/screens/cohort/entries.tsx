import { boundsOf, type Figure as Value } from '#cases/model';
import { eventOf } from '../../acts/fold.js';
import type { Entry } from '../../api/reads.js';
import { dateInWords, instantInWords } from '../../figures/date-words.js';
import { DateOf } from '../../figures/date.js';
import { Figure } from '../../figures/figure.js';
import { Grade, gradeOf } from '../../figures/grade.js';
import { whereInWords, type Where } from '../../figures/place-words.js';
import { said, saidBesides } from '../../figures/said.js';
import { isolated, w } from '../../words/words.js';

/** The case file, the newest entry first. What was struck through stays, and under it who did so, when and why. */
export function Entries({ rows, isPending }: { readonly rows: readonly Entry[]; readonly isPending: boolean }) {
  const byId = new Map(rows.map((row) => [row.entryId, row]));
  return (
    <section aria-labelledby="entries-title">
      <h2 id="entries-title">{w.cohort.entries}</h2>
      {isPending && <p class="soft">{w.state.loading}</p>}
      <ol class="entries">
        {rows
          .filter(({ type }) => type !== 'EntryRetracted')
          .toReversed()
          .map((row) => (
            <OneEntry key={row.entryId} row={row} retraction={byId.get(row.retractedBy ?? '')} />
          ))}
      </ol>
    </section>
  );
}

function OneEntry({ row, retraction }: { readonly row: Entry; readonly retraction: Entry | undefined }) {
  const event = eventOf(row);
  const sentence = said(event);
  return (
    <li class="entry" id={`entry-${row.entryId}`}>
      <div class="entry-date">
        <DateOf date={row.occurredOn} />
      </div>
      <div class="entry-body">
        {row.retractedBy === null ? (
          <p>{sentence}</p>
        ) : (
          <p>
            <span class="hidden">{w.cohort.struckAloud} </span>
            <s class="struck">{sentence}</s>
          </p>
        )}
        {retraction !== undefined && <Struck retraction={retraction} />}
        <p class="soft small">{[...saidBesides(event), ...origin(row)].join(' · ')}</p>
        <Changes row={row} />
      </div>
      <Grade of={gradeOf(row.basis)} />
    </li>
  );
}

/** By whom, when and why an entry was struck through; this line is not. */
function Struck({ retraction }: { readonly retraction: Entry }) {
  const { reason } = retraction.data as unknown as { readonly reason: string };
  return (
    <p class="entry-struck">
      {w.cohort.struck(instantInWords(retraction.recordedAt), isolated(retraction.actor), isolated(reason))}
    </p>
  );
}

function origin({ basis, actor, recordedAt, disputedBy, corroboratedBy }: Entry): string[] {
  return [
    basis === null ? w.cohort.noSource : isolated(basis.source),
    basis?.publishedOn ? w.cohort.published(dateInWords(basis.publishedOn)) : '',
    w.cohort.recorded(isolated(actor), instantInWords(recordedAt)),
    disputedBy.length > 0 ? w.cohort.disputes(disputedBy.length) : '',
    corroboratedBy.length > 0 ? w.cohort.corroborates(corroboratedBy.length) : '',
  ].filter((part) => part !== '');
}

type Held = Where & { readonly people: Value };

/** Who was where before an entry, and after it. */
function Changes({ row }: { readonly row: Entry }) {
  return (
    <details class="entry-changes">
      <summary class="small">{w.cohort.openEntry}</summary>
      <div class="entry-sides">
        <Side title={w.cohort.before} held={row.before as unknown as Held[]} />
        <Side title={w.cohort.after} held={row.after as unknown as Held[]} />
      </div>
    </details>
  );
}

function Side({ title, held }: { readonly title: string; readonly held: readonly Held[] }) {
  const there = held.filter(({ people }) => boundsOf(people).high !== 0);
  return (
    <div>
      <h3 class="soft small">{title}</h3>
      {there.length === 0 && <p class="soft">{w.cohort.outside}</p>}
      <ul>
        {there.map(({ people, ...where }) => (
          <li key={JSON.stringify(where)}>
            <Figure of={people} /> {whereInWords(where)}
          </li>
        ))}
      </ul>
    </div>
  );
}
