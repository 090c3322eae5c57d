import type { Figure as Value } from '#cases/model';
import type { Answers } from '../../api/reports.js';
import { dateInWords, instantInWords } from '../../figures/date-words.js';
import { DateOf } from '../../figures/date.js';
import { figureInWords } from '../../figures/figure-words.js';
import { Figure } from '../../figures/figure.js';
import { Grade, gradeOf } from '../../figures/grade.js';
import { Claims } from '../../parts/chart/claims.js';
import { Rows } from '../../parts/rows.js';
import { country } from '../../words/country.js';
import { r } from '../../words/reading.js';
import { titleOf } from '../../words/titles.js';
import { isolated, labels, number, w } from '../../words/words.js';

type HeldQuestion = Answers['held-populations']['rows'][number];
type Claim = HeldQuestion['claims'][number];

/** One question, "how many of whom are held by whom", with everything that was claimed of it. */
export function Question({ question }: { readonly question: HeldQuestion }) {
  const { detainingPower, powerOfOrigin, category, population, claims, dates } = question;
  const name = r.claims.question(labels.nameOf('category', category), country(powerOfOrigin), country(detainingPower));
  const title = population === null ? name : `${name} (${isolated(population)})`;
  const numbered = claims.map((claim, index) => ({ ...claim, row: index + 1 }));
  const disagreeing = dates.filter(({ disagreement }) => disagreement !== null);
  return (
    <section class="line" aria-label={title}>
      <h3>{title}</h3>
      {disagreeing.map(({ asOf, disagreement }) => (
        <p key={asOf} class="wait small">
          {asOf === null ? w.date.notStated : dateInWords(asOf)}: {r.exchanges.disagreement[disagreement!]}
        </p>
      ))}
      <Claims
        label={title}
        name={r.claims.numbered}
        undated={w.date.notStated}
        claims={numbered
          .filter(({ retractedBy }) => retractedBy === null)
          .map((claim) => ({
            key: claim.claimId,
            row: claim.row,
            asOf: claim.asOf,
            figure: claim.people as Value,
            text: `${claim.row}. ${whose(claim)}, ${claim.asOf === null ? w.date.notStated : dateInWords(claim.asOf)}: ${figureInWords(claim.people as Value)}`,
          }))}
      />
      <Rows label={title} rows={numbered} keyOf={({ claimId }) => claimId} columns={columns()} />
    </section>
  );
}

function whose({ basis }: Claim): string {
  return basis === null ? w.cohort.noSource : isolated(basis.source);
}

type Numbered = Claim & { readonly row: number };

const columns = () => [
  { key: 'row', title: r.claims.row, cell: ({ row }: Numbered) => number(row), isNumber: true },
  { key: 'asOf', title: titleOf('As of'), cell: ({ asOf }: Numbered) => <DateOf date={asOf} /> },
  {
    key: 'people',
    title: titleOf('People'),
    cell: ({ people, retractedBy }: Numbered) =>
      retractedBy === null ? <Figure of={people as Value} /> : <s class="struck">{figureInWords(people as Value)}</s>,
    isNumber: true,
  },
  { key: 'source', title: titleOf('Source'), cell: (claim: Numbered) => whose(claim) },
  {
    key: 'custodian',
    title: titleOf('Custodian'),
    cell: ({ custodian }: Numbered) => (custodian === null ? '' : <bdi>{custodian}</bdi>),
  },
  {
    key: 'grade',
    title: titleOf('Grade (Admiralty code)'),
    cell: ({ basis }: Numbered) => <Grade of={gradeOf(basis)} />,
  },
  { key: 'accepted', title: titleOf('Accepted figure'), cell: (claim: Numbered) => <Accepted claim={claim} /> },
];

/** What was accepted, by whom and why; or that nobody did. */
function Accepted({ claim: { accepted, decisions } }: { readonly claim: Claim }) {
  const standing = decisions.findLast(({ retractedBy }) => retractedBy === null);
  if (accepted === null || standing === undefined) return <span class="soft">{r.exchanges.nobodyDecided}</span>;
  return (
    <>
      <Figure of={accepted as Value} />{' '}
      <span class="soft small">
        {r.exchanges.decided(isolated(standing.actor), instantInWords(standing.recordedAt), isolated(standing.reason))}
      </span>
    </>
  );
}
