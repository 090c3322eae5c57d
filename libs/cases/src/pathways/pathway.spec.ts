import { fold } from '#eventsourcing/testing';
import { BY_BELARUS, definedPathway, withdrawnPathway } from '../../testing/pathway-files.js';
import { MOVEMENTS, type Stage } from '../cohort/stages.js';
import { DEFAULT_PATHWAYS } from './defaults.js';
import type { Pathway, PathwayEvent } from './events.js';
import { pathway, pathwayFor } from './pathway.js';

const after = (...events: PathwayEvent[]) => fold(pathway, 'pathway-by-belarus', events);

describe('a pathway', () => {
  it('is unknown until it is defined', () => {
    expect(after()).toEqual({ status: 'unknown' });
  });

  it('is as it was last defined, without the reason', () => {
    const changed = { ...BY_BELARUS, confirmDays: 14 };
    expect(after(definedPathway(), definedPathway(changed))).toEqual({ status: 'defined', pathway: changed });
  });

  it('is withdrawn, also where only the default was there, and can be defined again', () => {
    expect(after(withdrawnPathway())).toEqual({ status: 'withdrawn' });
    expect(after(definedPathway(), withdrawnPathway())).toEqual({ status: 'withdrawn' });
    expect(after(withdrawnPathway(), definedPathway())).toEqual({ status: 'defined', pathway: BY_BELARUS });
  });
});

const way = (pathwayId: string, facts: Partial<Pathway> = {}): Pathway => ({ ...BY_BELARUS, pathwayId, ...facts });
const found = (pathways: readonly Pathway[], day = '2025-08-24') =>
  pathwayFor(pathways, 'prisoner-of-war', 'RU', day)?.pathwayId;

describe('the pathway for people released on a day', () => {
  it('is one of their category and their Power of origin', () => {
    const others = [way('civilians', { category: 'civilian' }), way('ukrainians', { powerOfOrigin: 'UA' })];
    expect(found(others)).toBeUndefined();
    expect(found([...others, way('theirs')])).toBe('theirs');
  });

  it('counts from its first day to its last', () => {
    const august = way('august', { from: '2024-08-01', until: '2024-08-31' });
    const days = ['2024-07-31', '2024-08-01', '2024-08-31', '2024-09-01'];
    expect(days.map((day) => found([august], day))).toEqual([undefined, 'august', 'august', undefined]);
  });

  it('is the one that began last, where several fit; one without a first day began before all others', () => {
    const ways = [way('ever'), way('later', { from: '2025-01-01' }), way('earlier', { from: '2024-08-01' })];
    expect(found(ways)).toBe('later');
    expect(found(ways, '2024-12-31')).toBe('earlier');
    expect(found(ways, '2024-07-31')).toBe('ever');
  });

  it('is the same in whatever order they come', () => {
    const ways = [way('b', { from: '2024-08-01' }), way('a', { from: '2024-08-01' }), way('c', { from: '2024-08-01' })];
    expect(found(ways)).toBe('a');
    expect(found(ways.toReversed())).toBe('a');
  });
});

const defaultFor = (category: Pathway['category'], powerOfOrigin: string, day: string) =>
  pathwayFor(DEFAULT_PATHWAYS, category, powerOfOrigin, day)?.pathwayId;

describe('the pathways that hold until others are defined', () => {
  it('lead Russians by way of Belarus since August 2024, and servicemen straight home before', () => {
    expect(defaultFor('prisoner-of-war', 'RU', '2024-07-31')).toBe('ru-military-direct');
    expect(defaultFor('prisoner-of-war', 'RU', '2024-08-01')).toBe('ru-military');
    expect(defaultFor('civilian', 'RU', '2025-08-24')).toBe('kursk-civilians');
    expect(defaultFor('civilian', 'RU', '2024-07-31')).toBeUndefined();
  });

  it('lead Ukrainian servicemen straight home', () => {
    expect(defaultFor('prisoner-of-war', 'UA', '2022-03-01')).toBe('ua-military');
    expect(defaultFor('civilian', 'UA', '2025-08-24')).toBeUndefined();
  });

  it('have ids and periods of their own: no two fit the same people on the same day', () => {
    expect(new Set(DEFAULT_PATHWAYS.map(({ pathwayId }) => pathwayId)).size).toBe(DEFAULT_PATHWAYS.length);
    for (const day of ['2022-03-01', '2024-07-31', '2024-08-01', '2026-01-02']) {
      const fitting = DEFAULT_PATHWAYS.filter((one) => (one.from ?? '') <= day && day <= (one.until ?? '9999'));
      const whose = fitting.map(({ category, powerOfOrigin }) => `${category} ${powerOfOrigin}`);
      expect(new Set(whose).size).toBe(whose.length);
    }
  });

  it.each(DEFAULT_PATHWAYS.map((one) => [one.pathwayId, one] as const))(
    '%s goes from custody to discharge, each stage by a movement that there is',
    (_, { stages }) => {
      const passed = stages.map(({ stage }) => stage);
      expect([passed[0], passed.at(-1)]).toEqual(['custody', 'discharged']);
      for (const [index, to] of passed.slice(1).entries()) {
        const from = Object.values(MOVEMENTS).filter((movement) => (movement.to as readonly string[]).includes(to));
        expect(from.flatMap((movement): readonly Stage[] => movement.from)).toContain(passed[index]);
      }
    },
  );
});
