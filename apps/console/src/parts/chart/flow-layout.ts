import { sankey, sankeyJustify, type SankeyGraph } from 'd3-sankey';
import { boundsOf, estimateOf, STAGES, type Figure, type Stage } from '#cases/model';

/** Where somebody came from or went to; null: from outside what is recorded, or out of it. */
export type FlowEnd = { readonly stage: Stage; readonly country: string | null } | null;

export interface Flow {
  readonly source: FlowEnd;
  readonly target: FlowEnd;
  readonly people: Figure;
}

export interface FlowBox {
  readonly key: string;
  readonly end: FlowEnd;
  readonly isSource: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface FlowBand {
  /** Which of the flows it is. */
  readonly index: number;
  readonly path: string;
  /** Its border, dashed where it may be more. */
  readonly edge: string;
  /** How thick it is drawn. */
  readonly thickness: number;
  /** It may be more than is drawn, or nobody knows how much it is. */
  readonly isOpen: boolean;
}

export interface FlowLayout {
  readonly boxes: readonly FlowBox[];
  readonly bands: readonly FlowBand[];
  /** Flows back to where people had been: they would go in a circle, and are named under the picture instead. */
  readonly back: readonly number[];
}

interface Node {
  readonly key: string;
  readonly end: FlowEnd;
  readonly isSource: boolean;
}
interface Link {
  /** Which of the flows it is: d3 has an `index` of its own. */
  readonly flow: number;
  readonly isOpen: boolean;
}

/** How thick a box is, and how much air is between two. */
const BOX = 8;
const AIR = 40;

/**
 * Where flows and their ends are drawn.
 * @param isUpright from top to bottom, as it fits a phone; otherwise from left to right
 */
export function flowLayout(flows: readonly Flow[], width: number, height: number, isUpright: boolean): FlowLayout {
  const back = new Set(circles(flows));
  const drawn = [...flows.entries()].filter(([index]) => !back.has(index));
  if (drawn.length === 0) return { boxes: [], bands: [], back: [...back] };
  const nodes = new Map<string, Node>();
  for (const [, { source, target }] of drawn) {
    nodes.set(keyOf(source, true), { key: keyOf(source, true), end: source, isSource: true });
    const known = nodes.get(keyOf(target, false));
    nodes.set(keyOf(target, false), known ?? { key: keyOf(target, false), end: target, isSource: false });
  }
  const least = leastOf(flows);
  const graph: SankeyGraph<Node, { source: string; target: string; value: number } & Link> = {
    nodes: [...nodes.values()],
    links: drawn.map(([index, { source, target, people }]) => ({
      flow: index,
      source: keyOf(source, true),
      target: keyOf(target, false),
      value: Math.max(least, sizeOf(people)),
      isOpen: boundsOf(people).high === null,
    })),
  };
  const [along, across] = isUpright ? [height, width] : [width, height];
  const laid = sankey<Node, { source: string; target: string; value: number } & Link>()
    .nodeId(({ key }) => key)
    .nodeAlign(sankeyJustify)
    .nodeSort((a, b) => rank(a.end) - rank(b.end) || (a.key < b.key ? -1 : 1))
    .nodeWidth(BOX)
    .nodePadding(AIR)
    .extent([
      [0, 0],
      [along, across],
    ])(graph);
  return {
    boxes: laid.nodes.map(({ key, end, isSource, x0 = 0, x1 = 0, y0 = 0, y1 = 0 }) => {
      const [x, y, w, h] = isUpright ? [y0, x0, y1 - y0, x1 - x0] : [x0, y0, x1 - x0, y1 - y0];
      return { key, end, isSource, x, y, width: w, height: h };
    }),
    bands: laid.links.map(({ flow, isOpen, source, target, y0 = 0, y1 = 0, width: thickness = 0 }) => {
      const from = (source as { x1?: number }).x1 ?? 0;
      const to = (target as { x0?: number }).x0 ?? 0;
      const half = thickness / 2;
      const path = pathOf(from, y0, to, y1, isUpright);
      const edge = pathOf(from, y0 - half, to, y1 - half, isUpright);
      return { index: flow, path, edge, thickness: Math.max(1.5, thickness), isOpen };
    }),
    back: [...back],
  };
}

/** A curve that leaves and arrives straight. */
function pathOf(from: number, y0: number, to: number, y1: number, isUpright: boolean): string {
  const middle = (from + to) / 2;
  const points = [
    [from, y0],
    [middle, y0],
    [middle, y1],
    [to, y1],
  ].map(([along, across]) => (isUpright ? [across!, along!] : [along!, across!]).map((n) => Math.round(n * 10) / 10));
  return `M${points[0]!.join(' ')}C${points
    .slice(1)
    .map((point) => point.join(' '))
    .join(' ')}`;
}

function keyOf(end: FlowEnd, isSource: boolean): string {
  return end === null ? (isSource ? 'from outside' : 'to outside') : `${end.stage} ${end.country}`;
}

function rank(end: FlowEnd): number {
  return end === null ? -1 : STAGES.indexOf(end.stage);
}

/** How much of a flow is drawn: what is estimated, otherwise what is certain. */
function sizeOf(people: Figure): number {
  return estimateOf(people) ?? (boundsOf(people).low || (boundsOf(people).high ?? 0));
}

/** What nobody knows the size of is still drawn: as thin as can be seen. */
function leastOf(flows: readonly Flow[]): number {
  return Math.max(1, ...flows.map(({ people }) => sizeOf(people))) / 200;
}

/** Flows that close a circle, by their index: those that go back are found before those that go on. */
function circles(flows: readonly Flow[]): number[] {
  const reached = new Map<string, Set<string>>();
  const leadsTo = (from: string, to: string, seen = new Set<string>()): boolean => {
    if (from === to) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return [...(reached.get(from) ?? [])].some((next) => leadsTo(next, to, seen));
  };
  const goesBack = ({ source, target }: Flow): boolean => rank(target) >= 0 && rank(target) <= rank(source);
  const order = [...flows.entries()].sort(([, a], [, b]) => Number(goesBack(a)) - Number(goesBack(b)));
  const closing: number[] = [];
  for (const [index, { source, target }] of order) {
    const [from, to] = [keyOf(source, true), keyOf(target, false)];
    if (leadsTo(to, from)) closing.push(index);
    else reached.set(from, (reached.get(from) ?? new Set()).add(to));
  }
  return closing;
}
