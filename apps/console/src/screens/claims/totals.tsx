import { Link } from '@tanstack/react-router';
import type { Figure as Value } from '#cases/model';
import type { Answers } from '../../api/reports.js';
import { dateInWords } from '../../figures/date-words.js';
import { DateOf } from '../../figures/date.js';
import { figureInWords } from '../../figures/figure-words.js';
import { Figure } from '../../figures/figure.js';
import { Steps } from '../../parts/chart/steps.js';
import { Rows } from '../../parts/rows.js';
import { r } from '../../words/reading.js';
import { titleOf } from '../../words/titles.js';
import { isolated, number, w } from '../../words/words.js';
import { sumInWords } from '../reports/charts.js';
import { Sum } from '../reports/cells.js';

type Total = Answers['reconciliation']['rows'][number]['totals'][number];
type Gain = NonNullable<Total['step']>;

interface TotalsProps {
  readonly claimant: string;
  readonly totals: readonly Total[];
}

/** What somebody counts in public, step by step: what was added, what the exchanges come to, and what is left over. */
export function Totals({ claimant, totals }: TotalsProps) {
  const byId = new Map(totals.map((total) => [total.totalId, total]));
  const standing = totals.filter(({ retractedBy }) => retractedBy === null);
  return (
    <section class="line" aria-label={claimant}>
      <h3>
        <bdi>{claimant}</bdi>
      </h3>
      <Steps
        label={claimant}
        steps={standing.map(({ totalId, asOf, total, step }) => {
          const before = step?.since == null ? undefined : byId.get(step.since)?.total;
          const date = asOf === null ? w.date.notStated : dateInWords(asOf);
          const parts = [`${date}: ${figureInWords(total as Value)}`, ...(step === null ? [] : inWords(step))];
          return {
            key: totalId,
            label: <DateOf date={asOf} />,
            end: <Figure of={total as Value} />,
            total: total as Value,
            ...(before !== undefined && { before: before as Value }),
            ...(step !== null && { expected: step.expected as Value }),
            text: parts.join(r.sum.and),
          };
        })}
      />
      <p class="small soft">{r.claims.stepsSaid}</p>
      <Rows label={claimant} rows={totals} keyOf={({ entryId }) => entryId} columns={columns()} />
    </section>
  );
}

function inWords(step: Gain): string[] {
  return [
    `${titleOf('Added since, as published')}: ${step.stated === null ? w.figure.notStated : figureInWords(step.stated as Value)}`,
    `${titleOf('Added since, by the exchanges')}: ${sumInWords({ ...step, people: step.expected as Value })}`,
    `${r.claims.residual}: ${residualInWords(step.residual)}`,
  ];
}

/** What is left over between two bounds; where one is open, nobody knows. */
export function residualInWords(residual: Gain['residual']): string {
  if (residual === null || (residual.low === null && residual.high === null)) return r.claims.residualOpen;
  const { low, high } = residual;
  if (low !== null && low === high) return low === 0 ? r.claims.nothingLeft : signed(low);
  if (low === null) return r.claims.atMost(signed(high!));
  return high === null ? r.claims.atLeast(signed(low)) : r.claims.between(signed(low), signed(high));
}

function signed(value: number): string {
  return value < 0 ? `−${number(-value)}` : number(value);
}

const columns = () => [
  { key: 'asOf', title: titleOf('As of'), cell: ({ asOf }: Total) => <DateOf date={asOf} /> },
  { key: 'total', title: titleOf('Total'), cell: ({ total }: Total) => <Figure of={total as Value} />, isNumber: true },
  {
    key: 'stated',
    title: titleOf('Added since, as published'),
    cell: ({ step }: Total) => (step?.stated == null ? '' : <Figure of={step.stated as Value} />),
    isNumber: true,
  },
  {
    key: 'expected',
    title: titleOf('Added since, by the exchanges'),
    cell: ({ step }: Total) => step && <Sum {...step} people={step.expected as Value} />,
    isNumber: true,
  },
  {
    key: 'residual',
    title: r.claims.residual,
    cell: ({ step }: Total) => step && <bdi>{residualInWords(step.residual)}</bdi>,
    isNumber: true,
  },
  {
    key: 'counted',
    title: titleOf('Exchanges counted'),
    cell: ({ step }: Total) => step && <Counted exchanges={step.counted} />,
  },
  { key: 'remark', title: titleOf('Remark'), cell: ({ remark }: Total) => (remark === null ? '' : isolated(remark)) },
];

function Counted({ exchanges }: { readonly exchanges: Gain['counted'] }) {
  return exchanges.map(({ exchangeId }, index) => (
    <>
      {index > 0 && r.sum.and}
      <Link to="/exchanges/$id" params={{ id: exchangeId }} search={({ knownAt, on }) => ({ knownAt, on })}>
        <bdi>{exchangeId}</bdi>
      </Link>
    </>
  ));
}
