import { useEffect, useRef, useState } from 'preact/hooks';
import { figureInWords } from '../../figures/figure-words.js';
import { flowLayout, type Flow, type FlowBox, type FlowEnd } from './flow-layout.js';
import { useMarks } from './use-marks.js';
import './chart.css';

interface FlowsProps {
  readonly label: string;
  readonly flows: readonly Flow[];
  /** What an end is called: its stage, and its country where there is one. */
  readonly nameOf: (end: FlowEnd, isSource: boolean) => readonly string[];
  /** Said of flows that go back to where people had been, and are not drawn. */
  readonly backSaid: (flows: string) => string;
}

/** Below this width it goes from top to bottom. */
const NARROW = 560;

/** Who moved from where to where, as bands as thick as they were many. */
export function Flows({ label, flows, nameOf, backSaid }: FlowsProps) {
  const { ref, width } = useWidth();
  const isUpright = width < NARROW;
  const height = isUpright ? 620 : 420;
  const room = isUpright ? { left: 8, right: 8, top: 20, bottom: 28 } : { left: 4, right: 150, top: 12, bottom: 12 };
  const texts = flows.map(
    ({ source, target, people }) =>
      `${nameOf(source, true).join(' ')} → ${nameOf(target, false).join(' ')}: ${figureInWords(people)}`,
  );
  const { boxes, bands, back } = flowLayout(
    flows,
    width - room.left - room.right,
    height - room.top - room.bottom,
    isUpright,
  );
  const { propsOf, said } = useMarks(bands.map(({ index }) => texts[index]!));
  return (
    <figure class="chart" role="group" aria-label={label} ref={ref}>
      <svg viewBox={`0 0 ${width} ${height}`} width="100%">
        <g transform={`translate(${room.left} ${room.top})`}>
          {bands.map(({ index, path, edge, thickness, isOpen }, place) => (
            <g key={index} {...propsOf(place)}>
              <path class="flow" d={path} stroke-width={thickness} />
              {isOpen && <path class="flow-open" d={edge} />}
            </g>
          ))}
          {boxes.map((box) => (
            <Box key={box.key} box={box} name={nameOf(box.end, box.isSource)} isUpright={isUpright} />
          ))}
        </g>
      </svg>
      <p class="chart-said small" role="status">
        {said}
      </p>
      {back.length > 0 && <p class="small">{backSaid(back.map((index) => texts[index]).join('; '))}</p>}
    </figure>
  );
}

interface BoxProps {
  readonly box: FlowBox;
  readonly name: readonly string[];
  readonly isUpright: boolean;
}

/** Below this height its name stands under a box. */
const LOW = 44;

function Box({ box: { x, y, width, height }, name: [stage, country], isUpright }: BoxProps) {
  const isUnder = !isUpright && height < LOW;
  const [left, top] = isUpright ? [x, y - 6] : isUnder ? [x, y + height + 15] : [x + width + 6, y + height / 2];
  return (
    <>
      <rect class="flow-node" x={x} y={y} width={Math.max(2, width)} height={Math.max(2, height)} />
      <text class="flow-name" x={left} y={top}>
        {stage}
        {country !== undefined && (
          <tspan class="flow-country" {...(isUpright ? { dx: 5 } : { x: left, dy: 15 })}>
            {country}
          </tspan>
        )}
      </text>
    </>
  );
}

/** How wide an element is, as long as it is shown. */
function useWidth() {
  const ref = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(720);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(280, Math.round(entry!.contentRect.width))));
    observer.observe(ref.current!);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}
