import type { Figure as Value } from '#cases/model';
import type { ExchangeLine } from '../../api/answers.js';
import { instantInWords } from '../../figures/date-words.js';
import { figureInWords } from '../../figures/figure-words.js';
import { Figure } from '../../figures/figure.js';
import { Grade, gradeOf } from '../../figures/grade.js';
import { Lanes, type Lane } from '../../parts/chart/lanes.js';
import { country } from '../../words/country.js';
import { r } from '../../words/reading.js';
import { isolated, labels, w } from '../../words/words.js';

interface LineProps {
  readonly line: ExchangeLine;
  /** Which sources say what one of them said first: the group of each. */
  readonly groups: ReadonlyMap<string, string | null>;
}

/** One line of an exchange: all claims on one axis, none bigger than another, and what was accepted of them. */
export function Line({ line: { line, claims, accepted, decisions, disagreement }, groups }: LineProps) {
  const name = lineName(line);
  const lanes = claims.map(({ entryId, basis, people, from, summed, retractedBy }, index): Lane => {
    const source = basis === null ? w.cohort.noSource : isolated(basis.source);
    const group = basis === null ? null : (groups.get(basis.source) ?? null);
    const details = [
      from === 'record' ? r.exchanges.fromRecord : r.exchanges.fromReport,
      summed ? r.exchanges.summed : '',
      group === null ? '' : r.exchanges.group(isolated(group)),
    ].filter((part) => part !== '');
    const label = (
      <>
        {retractedBy === null ? source : <s class="struck">{source}</s>}{' '}
        <span class="soft small">{details.join(' · ')}</span>
      </>
    );
    const grade = gradeOf(basis);
    return {
      key: `${entryId} ${index}`,
      label,
      end: (
        <>
          <Figure of={people as Value} /> <Grade of={grade} />
        </>
      ),
      figure: people as Value,
      text: `${source}${r.sum.and}${details.join(r.sum.and)}: ${figureInWords(people as Value)}`,
    };
  });
  const standing = decisions.findLast(({ retractedBy }) => retractedBy === null);
  return (
    <section class="line" aria-label={name}>
      <h3>{name}</h3>
      {disagreement !== null && <p class="wait small">{r.exchanges.disagreement[disagreement]}</p>}
      <Lanes label={name} lanes={lanes} as="points" />
      <p class="line-accepted">
        {accepted === null || standing === undefined ? (
          <span class="soft">{r.exchanges.nobodyDecided}</span>
        ) : (
          <>
            {r.exchanges.accepted} <Figure of={accepted as Value} />:{' '}
            {r.exchanges.decided(
              isolated(standing.actor),
              instantInWords(standing.recordedAt),
              isolated(standing.reason),
            )}
          </>
        )}
      </p>
    </section>
  );
}

function lineName({ category, powerOfOrigin, terms }: ExchangeLine['line']): string {
  const parts = [
    category == null ? null : labels.nameOf('category', category),
    country(powerOfOrigin),
    terms == null ? null : labels.nameOf('terms', terms),
  ];
  return parts.filter((part) => part !== null).join(r.sum.and);
}
