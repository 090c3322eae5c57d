import { Link } from '@tanstack/react-router';
import type { Cohort } from '../../api/reads.js';
import { Figure } from '../../figures/figure.js';
import { Grade } from '../../figures/grade.js';
import { Title } from '../../parts/title.js';
import { country } from '../../words/country.js';
import { labels, w } from '../../words/words.js';

/** Whom the case file is about, on one line. */
export function Head({ cohort }: { readonly cohort: Cohort }) {
  const { name, headcount, category, powerOfOrigin, detainingPower, grade, status, mergedInto, balances } = cohort;
  const isHeld = balances.some(({ stage }) => stage === 'custody');
  const held = (isHeld ? w.cohort.heldBy : w.cohort.wereHeldBy)(country(detainingPower));
  return (
    <header class="cohort-head">
      <Link className="cohort-back no-print" to="/" search={(before) => before}>
        {w.nav.board}
      </Link>
      <Title id="cohort-name" text={name}>
        <bdi>{name}</bdi>
      </Title>
      <p>
        <Figure of={headcount} /> {w.cohort.of(labels.nameOf('category', category), country(powerOfOrigin))}, {held}{' '}
        <Grade of={grade} />
      </p>
      {status === 'merged' && <p class="wait">{w.cohort.merged(mergedInto ?? '')}</p>}
      {status === 'withdrawn' && <p class="wait">{w.cohort.withdrawn}</p>}
    </header>
  );
}
