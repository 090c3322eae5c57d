import { figureOf, figuresOf } from './balance.js';
import { exactly, NOT_STATED, type Figure } from './figure.js';
import { minus, NOBODY, plus, tallyOf, type Tally } from './tally.js';

const some = (figure: Figure, unknown = 'u'): Tally => tallyOf(figure, unknown);
const people = (value: number): Tally => tallyOf(exactly(value), 'never used');
const about = (value: number): Figure => ({ kind: 'about', value });
const atMost200: Figure = { kind: 'at-most', value: 200 };

describe('the figures of a cohort', () => {
  it('are exact where every part is', () => {
    expect(figuresOf([people(138), people(8)])).toEqual([exactly(138), exactly(8)]);
  });

  it('are never more than all the people there are', () => {
    expect(figuresOf([minus(people(146), some(atMost200)), some(atMost200)])).toEqual([
      { kind: 'at-most', value: 146 },
      { kind: 'at-most', value: 146 },
    ]);
  });

  it('are never less than what is missing elsewhere', () => {
    const part: Figure = { kind: 'at-most', value: 40 };
    expect(figuresOf([minus(people(146), some(part)), some(part)])).toEqual([
      { kind: 'between', low: 106, high: 146 },
      part,
    ]);
  });

  it('keep an estimate that the bounds allow, and drop one that they do not', () => {
    expect(figuresOf([minus(people(146), some(about(100))), some(about(100))])).toEqual([
      { kind: 'about', value: 46, high: 146 },
      { kind: 'about', value: 100, high: 146 },
    ]);
    expect(figuresOf([minus(people(146), some(about(200))), some(about(200))])).toEqual([
      { kind: 'at-most', value: 146 },
      { kind: 'at-most', value: 146 },
    ]);
  });

  it('stay as they were told where nothing narrows them', () => {
    expect(figureOf(some({ kind: 'withheld' }))).toEqual({ kind: 'withheld' });
    expect(figureOf(some({ kind: 'about', value: 6000 }))).toEqual({ kind: 'about', value: 6000 });
    expect(figureOf(plus(some({ kind: 'withheld' }), people(3)))).toEqual({ kind: 'at-least', value: 3 });
  });

  it('of somebody not stated are never 0', () => {
    expect(figuresOf([minus(some(NOT_STATED), people(30)), people(30)])).toEqual([NOT_STATED, exactly(30)]);
  });

  it('are no cohort without accounts', () => {
    expect(figuresOf([])).toEqual([]);
    expect(figureOf(NOBODY)).toEqual(exactly(0));
  });

  it('know what follows from other accounts, step by step', () => {
    const [first, second]: Figure[] = [{ kind: 'between', low: 0, high: 3 }, NOT_STATED];
    const unlimited = some({ kind: 'at-least', value: 0 }, 'elsewhere');
    expect(
      figuresOf([
        unlimited,
        minus(people(1), some(first!, 'first')),
        minus(some(first!, 'first'), some(second!, 'second')),
        some(second!, 'second'),
      ]),
    ).toEqual([
      { kind: 'at-least', value: 0 },
      { kind: 'at-most', value: 1 },
      { kind: 'at-most', value: 1 },
      { kind: 'at-most', value: 1 },
    ]);
  });

  it('keeps bounds and estimate of those who are estimated, where others are given in bounds', () => {
    const together = plus(some(about(198), 'one'), some({ kind: 'between', low: 20, high: 40 }, 'two'));
    expect(figureOf(together)).toEqual({ kind: 'about', value: 198, low: 20, without: 1 });
  });

  it('estimates nobody where some left of whom there is no estimate', () => {
    const left = minus(plus(people(8), some(about(198), 'one')), some(NOT_STATED, 'two'));
    expect(figureOf(left)).toEqual(NOT_STATED);
  });
});
