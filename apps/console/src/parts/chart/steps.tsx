import type { ComponentChildren } from 'preact';
import { boundsOf, type Figure as Value } from '#cases/model';
import { axisUpTo } from './axis.js';
import { Grid } from './lanes.js';
import { reachOf } from './mark.js';
import { useMarks } from './use-marks.js';
import './chart.css';

/** A published total, and how it is reached from the one before. */
export interface Step {
  readonly key: string;
  readonly label: ComponentChildren;
  readonly end: ComponentChildren;
  readonly total: Value;
  /** Where the step begins: the total before; left out for the first. */
  readonly before?: Value;
  /** What the exchanges between come to. */
  readonly expected?: Value;
  readonly text: string;
}

/** Totals of one claimant as steps: above what was published, under it what the exchanges come to. */
export function Steps({ label, steps }: { readonly label: string; readonly steps: readonly Step[] }) {
  const axis = axisUpTo(reachOf(steps.map(({ total }) => total)));
  const { propsOf, said } = useMarks(steps.map(({ text }) => text));
  return (
    <figure class="chart" role="group" aria-label={label}>
      <ol class="lanes">
        {steps.map(({ key, label: name, end, total, before, expected }, index) => {
          const from = before === undefined ? 0 : boundsOf(before).low;
          const to = boundsOf(total);
          const [low, high] = [axis.at(Math.min(from, to.low)), axis.at(Math.max(from, to.high ?? to.low))];
          const added = expected === undefined ? undefined : boundsOf(expected);
          return (
            <li key={key} class="lane">
              <span class="lane-name">{name}</span>
              <svg class="lane-svg" width="100%" height="28">
                <Grid axis={axis} />
                <g {...propsOf(index)}>
                  <rect class="mark-room" x="0" y="0" width="100%" height="28" />
                  <rect
                    class={before === undefined ? 'step-first' : 'bar-certain'}
                    x={`${low}%`}
                    y="4"
                    width={`${Math.max(0.4, high - low)}%`}
                    height="9"
                  />
                  {added !== undefined && (
                    <>
                      <rect
                        class="step-expected"
                        x={`${axis.at(from)}%`}
                        y="16"
                        width={`${Math.max(0.4, axis.at(from + added.low) - axis.at(from))}%`}
                        height="7"
                      />
                      {added.high !== added.low && (
                        <rect
                          class="bar-possible"
                          x={`${axis.at(from + added.low)}%`}
                          y="16"
                          width={`${(added.high === null ? 100 : axis.at(from + added.high)) - axis.at(from + added.low)}%`}
                          height="7"
                        />
                      )}
                    </>
                  )}
                </g>
              </svg>
              <span class="lane-end">{end}</span>
            </li>
          );
        })}
      </ol>
      <p class="chart-said small" role="status">
        {said}
      </p>
    </figure>
  );
}
