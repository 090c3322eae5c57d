import { given } from '../testing/given-when-then.js';
import { across, commandsOf, to } from './decider.js';
import { Rejected, streamOf, type Model } from './model.js';

type Counted = { readonly type: 'Counted'; readonly data: { readonly by: number } };

const counter: Model<number, Counted> = { category: 'counter', initial: 0, evolve: (sum, { data }) => sum + data.by };
const counted = (by: number): Counted => ({ type: 'Counted', data: { by } });

class Count {
  by!: number;
}
class Move {
  into!: string;
}

const count = commandsOf(counter)(Count, ({ by }, sum, { now, actor }) => {
  if (sum + by > 10) throw new Rejected('too-many', { sum, now, actor });
  return by === 0 ? [] : [counted(by)];
});
const move = across(Move, {
  streams: ({ into }, target) => [
    { model: counter, id: target },
    { model: counter, id: into },
  ],
  decide: ({ into }, given, { target }) => {
    const sum = given(counter, target);
    return [to(counter, target, [counted(-sum)]), to(counter, into, [counted(sum)])];
  },
});
const peek = across(Move, {
  streams: (_, target) => [{ model: counter, id: target }],
  decide: ({ into }, given) => [to(counter, into, [counted(given(counter, into))])],
});

describe('a command on one stream', () => {
  it('is decided on by its fields and the state, and gives events', () => {
    given({ 'counter-a': [counted(4)] })
      .when(count, 'a', { by: 6 })
      .then({ 'counter-a': [counted(6)] });
  });

  it('can find everything already so', () => {
    given({}).when(count, 'a', { by: 0 }).thenNothing();
  });

  it('can be refused, with a code and what the rule saw', () => {
    given({ 'counter-a': [counted(4)] })
      .when(count, 'a', { by: 7 }, { now: '2025-08-24T00:00:00.000Z', actor: 'x' })
      .thenRejected('too-many', { sum: 4, now: '2025-08-24T00:00:00.000Z', actor: 'x' });
  });

  it('names its target as the one stream', () => {
    expect(count.streams(new Count(), 'a')).toEqual([{ model: counter, id: 'a' }]);
    expect(streamOf(counter, 'a')).toBe('counter-a');
  });
});

describe('a command across streams', () => {
  it('gives each its events', () => {
    given({ 'counter-a': [counted(4)], 'counter-b': [counted(1)] })
      .when(move, 'a', { into: 'b' })
      .then({ 'counter-a': [counted(-4)], 'counter-b': [counted(4)] });
  });

  it('looks only at streams that it names', () => {
    expect(() => given({}).when(peek, 'a', { into: 'b' }).decided()).toThrow('without naming it');
  });
});

describe('a specification', () => {
  it('is wrong where it expects something else', () => {
    const when = given({}).when(count, 'a', { by: 1 });
    expect(() => when.thenNothing()).toThrow();
    expect(() => when.thenEvents(counted(2))).toThrow();
    expect(() => when.thenEvents(counted(1), counted(1))).toThrow();
    expect(() => when.then({})).toThrow();
    expect(() => when.thenRejected('too-many')).toThrow();
    expect(() => given({}).when(count, 'a', { by: 11 }).thenRejected('too-few')).toThrow();
    expect(() => given({}).when(count, 'a', { by: 11 }).thenNothing()).toThrow(Rejected);
  });

  it('tells the state with what was decided', () => {
    expect(
      given({ 'counter-a': [counted(4)] })
        .when(count, 'a', { by: 6 })
        .after(counter, 'a'),
    ).toBe(10);
  });
});
