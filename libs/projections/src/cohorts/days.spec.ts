import { NOBODY, type Tally } from '#cases';
import { daysOfSteps, type Change, type DatedStep } from './days.js';

const exact = (people: number): Tally => ({ ...NOBODY, exact: people });
const comes = (account: string, people: number): Change => ({ account, amount: exact(people), sign: 1 });
const goes = (account: string, people: number): Change => ({ account, amount: exact(people), sign: -1 });

function day(number: number): string {
  return `08-${String(number).padStart(2, '0')}`;
}

/** Recorded on 10 September; on a day of August, in a span of it, or on no stated day. */
function step(at: string, on: number | readonly [number, number] | null, ...changes: readonly Change[]): DatedStep {
  const [first, last] = on === null ? [null, null] : typeof on === 'number' ? [on, on] : on;
  return { at, earliest: first === null ? null : day(first), latest: last === null ? '09-10' : day(last), changes };
}

function days(...steps: readonly DatedStep[]): Record<string, string> {
  return Object.fromEntries(daysOfSteps(steps).countsFrom);
}

describe('the day from which a movement counts', () => {
  it('is the last day that its date can mean', () => {
    expect(
      days(step('registered', 3, comes('custody', 5)), step('left', [10, 20], goes('custody', 5), comes('home', 5))),
    ).toEqual({
      registered: '08-03',
      left: '08-20',
    });
  });

  it('is the day of the first departure, where an arrival is not dated: who left had arrived', () => {
    const steps = [
      step('registered', null, comes('custody', 5)),
      step('released', 24, goes('custody', 2), comes('released', 2)),
      step('released again', 26, goes('custody', 3), comes('released', 3)),
    ];
    expect(days(...steps)).toEqual({ registered: '08-24', released: '08-24', 'released again': '08-26' });
  });

  it('goes back through any number of movements that are not dated', () => {
    const steps = [
      step('registered', null, comes('custody', 5)),
      step('released', null, goes('custody', 5), comes('released', 5)),
      step('left', 24, goes('released', 5), comes('transit', 5)),
    ];
    expect(days(...steps)).toEqual({ registered: '08-24', released: '08-24', left: '08-24' });
  });

  it('is no earlier than a rough date allows', () => {
    const steps = [
      step('registered', [10, 31], comes('custody', 5)),
      step('left', 24, goes('custody', 5), comes('home', 5)),
    ];
    expect(days(...steps)).toEqual({ registered: '08-24', left: '08-24' });
  });

  it('is the day of recording, where nobody left either', () => {
    expect(days(step('registered', null, comes('custody', 5)))).toEqual({ registered: '09-10' });
  });
});

describe('dates that contradict each other', () => {
  const arrived = step('arrived', 24, comes('care', 5));
  const left = step('left', 20, goes('care', 5), comes('transit', 5));
  const home = step('home', 22, goes('transit', 5), comes('home', 5));

  it('let a departure wait for its arrival, and what follows wait with it', () => {
    expect(days(arrived, left, home)).toEqual({ arrived: '08-24', left: '08-24', home: '08-24' });
  });

  it('are named with what had to wait for what', () => {
    expect(daysOfSteps([arrived, left, home]).delays).toEqual([
      { at: 'left', statedFrom: '08-20', countedFrom: '08-24', waitedFor: ['arrived'] },
      { at: 'home', statedFrom: '08-22', countedFrom: '08-24', waitedFor: ['left'] },
    ]);
  });

  it('delay nobody of whom enough had arrived', () => {
    const some = step('some', 10, comes('care', 2));
    const two = step('two', 20, goes('care', 2), comes('transit', 2));
    const { countsFrom, delays } = daysOfSteps([some, arrived, two]);
    expect(countsFrom.get('two')).toBe('08-20');
    expect(delays).toEqual([]);
  });

  it('do not stop what takes in circles', () => {
    const there = step('there', 5, goes('a', 5), comes('b', 5));
    const back = step('back', 6, goes('b', 5), comes('a', 5));
    expect([...daysOfSteps([there, back]).countsFrom.keys()].sort()).toEqual(['back', 'there']);
  });
});
