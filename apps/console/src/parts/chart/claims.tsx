import { daysOf, type Figure as Value } from '#cases/model';
import { number } from '../../words/words.js';
import { axisOfDays } from './axis.js';
import { markOf, reachOf } from './mark.js';
import { DayNumbers, Days, Panel } from './series.js';
import { useMarks } from './use-marks.js';
import './chart.css';

/** What somebody stated, and of when. */
export interface DatedClaim {
  readonly key: string;
  /** The number of its row in the table. */
  readonly row: number;
  /** EDTF; null where the claim has no date. */
  readonly asOf: string | null;
  readonly figure: Value;
  readonly text: string;
}

interface ClaimsProps {
  readonly label: string;
  readonly name: string;
  readonly undated: string;
  readonly claims: readonly DatedClaim[];
}

/** Claims over time, each by itself: what different people said is never joined by a line. */
export function Claims({ label, name, undated, claims }: ClaimsProps) {
  const dated = claims.flatMap(({ asOf }) => daysOf(asOf ?? '') ?? []);
  const { propsOf, said } = useMarks(claims.map(({ text }) => text));
  const today = new Date().toISOString().slice(0, 10);
  const first =
    dated
      .map(({ earliest }) => earliest)
      .filter((day) => day !== null)
      .sort()[0] ?? today;
  const last =
    dated
      .map(({ latest }) => latest)
      .filter((day) => day !== null)
      .sort()
      .at(-1) ?? today;
  const axis = axisOfDays(`${Number(first.slice(0, 4))}-01-01`, `${last.slice(0, 4)}-12-31`);
  const reach = Math.max(1, reachOf(claims.map(({ figure }) => figure)));
  const y = (value: number): number => 70 - (value / reach) * 52;
  return (
    <figure class="chart" role="group" aria-label={label}>
      <Panel name={name} top={number(reach)}>
        <Days axis={axis} />
        {claims.map(({ key, row, asOf, figure }, index) => {
          const days = daysOf(asOf ?? '');
          // Of two that are of one date, the second has its number on the other side.
          const isSecond = claims.findIndex((other) => other.asOf === asOf) < index;
          const from = days?.earliest ? axis.at(days.earliest) : 0;
          const to = days?.latest ? axis.at(days.latest) : days === undefined ? 0 : 100;
          return (
            <g key={key} {...propsOf(index)}>
              <svg x={`${(from + to) / 2}%`} overflow="visible">
                <rect class="mark-room" x="-8" y="0" width="16" height="78" />
                <Upright of={figure} y={y} />
                <text
                  class={isSecond ? 'claim-row claim-row-before' : 'claim-row'}
                  x={isSecond ? -8 : 8}
                  y={labelAt(figure, y)}
                >
                  {days === undefined ? `${row} ${undated}` : row}
                </text>
              </svg>
              {to - from > 1 && (
                <line
                  class="claim-span"
                  x1={`${from}%`}
                  x2={`${to}%`}
                  y1={labelAt(figure, y)}
                  y2={labelAt(figure, y)}
                />
              )}
            </g>
          );
        })}
      </Panel>
      <DayNumbers axis={axis} />
      <p class="chart-said small" role="status">
        {said}
      </p>
    </figure>
  );
}

function labelAt(figure: Value, y: (value: number) => number): number {
  const mark = markOf(figure);
  if (mark.kind === 'bar') return y(mark.high);
  return mark.kind === 'unknown' ? 76 : y(mark.at);
}

/** A figure on an axis that goes up. */
function Upright({ of: figure, y }: { readonly of: Value; readonly y: (value: number) => number }) {
  const mark = markOf(figure);
  switch (mark.kind) {
    case 'dot':
      return <circle class="shape-dot" cx="0" cy={y(mark.at)} r="4.5" />;
    case 'about':
      return (
        <>
          <line class="shape-line" x1="0" x2="0" y1={y(mark.low)} y2={y(mark.high ?? mark.at)} />
          <circle class="shape-about" cx="0" cy={y(mark.at)} r="4.5" />
        </>
      );
    case 'bar':
      return (
        <path class="shape-line" d={`M-5 ${y(mark.low)}H5M0 ${y(mark.low)}V${y(mark.high)}M-5 ${y(mark.high)}H5`} />
      );
    case 'open': {
      const to = mark.towards === 'more' ? 2 : 76;
      const head = mark.towards === 'more' ? to + 7 : to - 7;
      return <path class="shape-line" d={`M-5 ${y(mark.at)}H5M0 ${y(mark.at)}V${to}M-4 ${head}L0 ${to}L4 ${head}`} />;
    }
    case 'unknown':
      return <line class={mark.isWithheld ? 'shape-withheld' : 'shape-unknown'} x1="-8" x2="8" y1="77" y2="77" />;
  }
}
