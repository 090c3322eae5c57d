import type { Figure } from '#cases/model';
import { flowLayout, type Flow, type FlowEnd } from './flow-layout.js';

const exactly = (value: number): Figure => ({ kind: 'exact', value });
const CUSTODY: FlowEnd = { stage: 'custody', country: 'UA' };
const RELEASED: FlowEnd = { stage: 'released', country: null };
const CARE: FlowEnd = { stage: 'interim-care', country: 'BY' };

const FLOWS: Flow[] = [
  { source: null, target: CUSTODY, people: exactly(146) },
  { source: CUSTODY, target: RELEASED, people: exactly(146) },
  { source: RELEASED, target: CARE, people: exactly(73) },
];

describe('the layout of flows', () => {
  it('draws a band as thick as there were people', () => {
    const { bands } = flowLayout(FLOWS, 800, 400, false);
    const thick = bands.map(({ thickness }) => thickness);
    expect(thick[0]).toBeGreaterThan(0);
    expect(thick[0]).toBeCloseTo(thick[1]!, 6);
    expect(thick[2]).toBeCloseTo(thick[1]! / 2, 6);
  });

  it('goes from left to right, and from top to bottom where it is upright', () => {
    const lying = flowLayout(FLOWS, 800, 400, false).boxes;
    const upright = flowLayout(FLOWS, 400, 800, true).boxes;
    expect(lying.map(({ x }) => x)).toEqual(lying.map(({ x }) => x).toSorted((a, b) => a - b));
    expect(upright.map(({ y }) => y)).toEqual(upright.map(({ y }) => y).toSorted((a, b) => a - b));
    for (const { x, width } of upright) expect(x + width).toBeLessThanOrEqual(400.001);
  });

  it('draws what nobody stated as thin as can be seen, and open', () => {
    const flows: Flow[] = [...FLOWS, { source: CUSTODY, target: CARE, people: { kind: 'not-stated' } }];
    const band = flowLayout(flows, 800, 400, false).bands.find(({ index }) => index === 3);
    expect(band).toMatchObject({ isOpen: true });
    expect(band!.thickness).toBeGreaterThan(0);
  });

  it('names a flow that goes back, instead of going round for ever', () => {
    const flows: Flow[] = [{ source: CARE, target: CUSTODY, people: exactly(1) }, ...FLOWS];
    const { back, bands } = flowLayout(flows, 800, 400, false);
    expect(back).toEqual([0]);
    expect(bands.map(({ index }) => index)).toEqual([1, 2, 3]);
  });

  it('names one that ends where it began', () => {
    const { back, boxes } = flowLayout([{ source: CUSTODY, target: CUSTODY, people: exactly(5) }], 800, 400, false);
    expect([back, boxes]).toEqual([[0], []]);
  });
});
