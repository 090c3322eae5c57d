import type { ComponentChildren } from 'preact';
import { boundsOf, type Figure as Value } from '#cases/model';
import { number } from '../../words/words.js';
import { axisUpTo, type Axis } from './axis.js';
import { reachOf } from './mark.js';
import { Shape } from './shape.js';
import { useMarks } from './use-marks.js';
import './chart.css';

/** One figure with what it tells of. */
export interface Lane {
  readonly key: string;
  readonly label: ComponentChildren;
  /** What stands at the end of the lane: the figure as it is written. */
  readonly end: ComponentChildren;
  readonly figure: Value;
  /** All of it in words, for who does not see the mark. */
  readonly text: string;
}

interface LanesProps {
  readonly label: string;
  readonly lanes: readonly Lane[];
  /** Bars grow from 0, for people who are counted somewhere; points stand for themselves, for what somebody claims. */
  readonly as: 'bars' | 'points';
}

/** Figures under each other on one axis. */
export function Lanes({ label, lanes, as }: LanesProps) {
  const axis = axisUpTo(reachOf(lanes.map(({ figure }) => figure)));
  const { propsOf, said } = useMarks(lanes.map(({ text }) => text));
  return (
    <figure class="chart" role="group" aria-label={label}>
      <ol class="lanes">
        {lanes.map(({ key, label: name, end, figure }, index) => (
          <li key={key} class="lane">
            <span class="lane-name">{name}</span>
            <svg class="lane-svg" width="100%" height="24">
              <Grid axis={axis} />
              <g {...propsOf(index)}>
                <rect class="mark-room" x="0" y="0" width="100%" height="24" />
                {as === 'bars' ? <Bar of={figure} axis={axis} /> : <Shape of={figure} axis={axis} />}
              </g>
            </svg>
            <span class="lane-end">{end}</span>
          </li>
        ))}
      </ol>
      <Numbers axis={axis} />
      <p class="chart-said small" role="status">
        {said}
      </p>
    </figure>
  );
}

/** A bar from 0: filled as far as it is certain, dashed where it may go on. */
function Bar({ of: figure, axis }: { readonly of: Value; readonly axis: Axis }) {
  if (figure.kind === 'not-stated' || figure.kind === 'withheld') return <Shape of={figure} axis={axis} />;
  const { low, high } = boundsOf(figure);
  const [certain, possible] = [axis.at(low), high === null ? 100 : axis.at(high)];
  return (
    <>
      {possible > certain && (
        <rect class="bar-possible" x={`${certain}%`} y="6" width={`${possible - certain}%`} height="12" />
      )}
      <rect class="bar-certain" x="0" y="5" width={`${certain}%`} height="14" />
      {high === null && (
        <svg x="100%" y="12" overflow="visible">
          <path class="shape-head" d="M-8 -5L0 0L-8 5" />
        </svg>
      )}
      {figure.kind === 'about' && <circle class="shape-about" cx={`${axis.at(figure.value)}%`} cy="12" r="5" />}
    </>
  );
}

export function Grid({ axis, height = '100%' }: { readonly axis: Axis; readonly height?: string }) {
  return (
    <>
      {axis.ticks.map((tick) => (
        <line key={tick} class="grid" x1={`${axis.at(tick)}%`} x2={`${axis.at(tick)}%`} y1="0" y2={height} />
      ))}
    </>
  );
}

/** The numbers under the lanes. The last one of them ends where its tick is, so that nothing is cut off. */
function Numbers({ axis }: { readonly axis: Axis }) {
  return (
    <div class="lane" aria-hidden="true">
      <span class="lane-name" />
      <svg class="lane-svg" width="100%" height="18">
        {axis.ticks.map((tick, index) => (
          <text key={tick} class={index === 0 ? 'tick tick-first' : 'tick'} x={`${axis.at(tick)}%`} y="13">
            {number(tick)}
          </text>
        ))}
      </svg>
      <span class="lane-end" />
    </div>
  );
}
