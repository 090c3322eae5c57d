import { area, curveStepAfter, line } from 'd3-shape';
import type { ComponentChildren } from 'preact';
import { addDays } from '#cases/model';
import { dateInWords } from '../../figures/date-words.js';
import { figureInWords } from '../../figures/figure-words.js';
import { number } from '../../words/words.js';
import { axisOfDays, type DayAxis } from './axis.js';
import { bandsOf, daysFrom, turns, type Band, type BandDay, type DayFigure } from './bands.js';
import { reachOf } from './mark.js';
import { useMarks } from './use-marks.js';
import './chart.css';

export interface Line {
  readonly key: string;
  readonly name: string;
  readonly figures: readonly DayFigure[];
}

interface SeriesProps {
  readonly label: string;
  readonly first: string;
  readonly last: string;
  readonly lines: readonly Line[];
}

/** Height of a panel in its own units; its width is 1000. */
const TALL = 100;

/** Figures day by day, one panel for each line: bands between the bounds, dashed where they are open. */
export function Series({ label, first, last, lines }: SeriesProps) {
  const axis = axisOfDays(first, last);
  const days = daysFrom(first, last);
  const marks = lines.flatMap(({ key, name, figures }) =>
    turns(figures).map((turn) => ({
      key,
      turn,
      text: `${name}, ${dateInWords(turn.day)}: ${figureInWords(turn.figure)}`,
    })),
  );
  const { propsOf, said } = useMarks(marks.map(({ text }) => text));
  return (
    <figure class="chart" role="group" aria-label={label}>
      {lines.map(({ key, name, figures }) => {
        const reach = Math.max(1, reachOf(figures.map(({ figure }) => figure)));
        const y = (value: number): number => TALL - 8 - (value / reach) * (TALL - 20);
        return (
          <Panel key={key} name={name} top={number(reach)}>
            <Days axis={axis} />
            <svg class="panel-bands" viewBox={`0 0 1000 ${TALL}`} preserveAspectRatio="none" width="100%" height="100%">
              {bandsOf(days, figures).map((band) => (
                <BandShape key={band.days[0]!.day} band={band} axis={axis} y={y} />
              ))}
            </svg>
            {marks.map(
              (mark, index) =>
                mark.key === key && (
                  <g key={mark.text} {...propsOf(index)}>
                    <rect class="mark-room" x={`${axis.at(mark.turn.day)}%`} y="0" width="8" height="100%" />
                    <line
                      class="turn"
                      x1={`${axis.at(mark.turn.day)}%`}
                      x2={`${axis.at(mark.turn.day)}%`}
                      y1="0"
                      y2="100%"
                    />
                  </g>
                ),
            )}
          </Panel>
        );
      })}
      <DayNumbers axis={axis} />
      <p class="chart-said small" role="status">
        {said}
      </p>
    </figure>
  );
}

export function Panel({
  name,
  top,
  children,
}: {
  readonly name: ComponentChildren;
  readonly top: string;
  readonly children: ComponentChildren;
}) {
  return (
    <div class="panel">
      <p class="panel-name">
        <span>{name}</span> <span class="soft small">{top}</span>
      </p>
      <svg class="panel-svg" width="100%" height="84">
        {children}
        <line class="base" x1="0" x2="100%" y1="78" y2="78" />
      </svg>
    </div>
  );
}

function BandShape({
  band,
  axis,
  y,
}: {
  readonly band: Band;
  readonly axis: DayAxis;
  readonly y: (value: number) => number;
}) {
  const last = band.days.at(-1)!;
  // A day lasts until the next one begins.
  const days = [...band.days, { ...last, day: addDays(last.day, 1) }];
  const x = ({ day }: BandDay): number => axis.at(day) * 10;
  if (band.kind === 'unknown') {
    return (
      <path
        class="band-unknown"
        d={`M${x(days[0]!)} ${TALL - 8}H${x(days.at(-1)!)}`}
        vector-effect="non-scaling-stroke"
      />
    );
  }
  const top = ({ high }: BandDay): number => (high === null ? 0 : y(high));
  const between = area<BandDay>()
    .x(x)
    .y0(({ low }) => y(low))
    .y1(top)
    .curve(curveStepAfter)(days);
  const edge = (at: (day: BandDay) => number) => line<BandDay>().x(x).y(at).curve(curveStepAfter)(days);
  const isOpen = band.kind === 'open-above';
  return (
    <>
      <path class={isOpen ? 'band-open' : 'band'} d={between ?? ''} />
      <path
        class={isOpen ? 'edge edge-open' : 'edge'}
        d={edge(({ low, estimate }) => y(estimate ?? low)) ?? ''}
        vector-effect="non-scaling-stroke"
      />
      {!isOpen && <path class="edge" d={edge(top) ?? ''} vector-effect="non-scaling-stroke" />}
    </>
  );
}

export function Days({ axis }: { readonly axis: DayAxis }) {
  return (
    <>
      {axis.ticks.map((tick) => (
        <line key={tick} class="grid" x1={`${axis.at(tick)}%`} x2={`${axis.at(tick)}%`} y1="0" y2="78" />
      ))}
    </>
  );
}

export function DayNumbers({ axis }: { readonly axis: DayAxis }) {
  return (
    <svg class="panel-svg" width="100%" height="18" aria-hidden="true">
      {axis.ticks.map((tick, index) => (
        <text key={tick} class={`tick ${endOf(axis.at(tick), index)}`} x={`${axis.at(tick)}%`} y="13">
          {dateInWords(tick)}
        </text>
      ))}
    </svg>
  );
}

/** At both ends a date stays within the chart. */
function endOf(at: number, index: number): string {
  if (at > 92) return 'tick-last';
  return index === 0 && at < 8 ? 'tick-first' : '';
}
