import type { Figure } from '#cases/model';
import type { Axis } from './axis.js';
import { markOf } from './mark.js';

interface ShapeProps {
  readonly of: Figure;
  readonly axis: Axis;
  /** The middle of the lane, in pixels. */
  readonly y?: number;
}

/** One figure on a lane, as its kind is drawn. */
export function Shape({ of: figure, axis, y = 12 }: ShapeProps) {
  const mark = markOf(figure);
  switch (mark.kind) {
    case 'dot':
      return <circle class="shape-dot" cx={`${axis.at(mark.at)}%`} cy={y} r={5} />;
    case 'about':
      return (
        <>
          <Whisker from={mark.low} to={mark.high ?? mark.at} axis={axis} y={y} />
          <circle class="shape-about" cx={`${axis.at(mark.at)}%`} cy={y} r={5} />
        </>
      );
    case 'bar':
      return (
        <>
          <Whisker from={mark.low} to={mark.high} axis={axis} y={y} />
          <End at={axis.at(mark.low)} y={y} />
          <End at={axis.at(mark.high)} y={y} />
        </>
      );
    case 'open':
      return <Open at={axis.at(mark.at)} towards={mark.towards} y={y} />;
    case 'unknown':
      return <Unknown y={y} isWithheld={mark.isWithheld} />;
  }
}

function Whisker({ from, to, axis, y }: { from: number; to: number; axis: Axis; y: number }) {
  return <line class="shape-line" x1={`${axis.at(from)}%`} x2={`${axis.at(to)}%`} y1={y} y2={y} />;
}

function End({ at, y }: { at: number; y: number }) {
  return <line class="shape-line" x1={`${at}%`} x2={`${at}%`} y1={y - 6} y2={y + 6} />;
}

/** An open bound: where it is known to begin, and an arrow to where nobody knows. */
function Open({ at, towards, y }: { at: number; towards: 'more' | 'less'; y: number }) {
  const to = towards === 'more' ? 100 : 0;
  return (
    <>
      <End at={at} y={y} />
      <line class="shape-line" x1={`${at}%`} x2={`${to}%`} y1={y} y2={y} />
      <svg x={`${to}%`} y={y} overflow="visible">
        <path class="shape-head" d={towards === 'more' ? 'M-8 -5L0 0L-8 5' : 'M8 -5L0 0L8 5'} />
      </svg>
    </>
  );
}

/** Nothing is known: a dashed tick on the margin, where nobody takes it for a number. */
function Unknown({ y, isWithheld }: { y: number; isWithheld: boolean }) {
  return <line class={isWithheld ? 'shape-withheld' : 'shape-unknown'} x1={1} x2={1} y1={y - 9} y2={y + 9} />;
}
