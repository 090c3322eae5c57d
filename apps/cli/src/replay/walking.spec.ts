import { press, START, type Key, type Pressed, type Stand } from './walking.js';

const key = (name: string): Key => ({ name, sequence: name.length === 1 ? name : undefined });

/** Presses keys one after the other among five entries. */
function pressing(...keys: readonly Key[]): Pressed {
  return keys.reduce<Pressed>((stand, one) => press(stand as Stand, one, 5), START);
}

describe('walking through entries', () => {
  it.each([
    [['right', 'n'], 2],
    [['right', 'space', 'left'], 1],
    [['end', 'back'], 4],
    [['end', 'b', 'p'], 2],
    [['end', 'home'], 0],
    [['x', 'f1'], 0],
  ])('%j leads to entry %i', (names, index) => {
    expect(pressing(...names.map(key))).toMatchObject({ index });
  });

  it('goes over no end, and says where that is', () => {
    expect(pressing(key('left'))).toMatchObject({ index: 0, told: 'this is the first entry' });
    expect(pressing(key('end'), key('n'))).toMatchObject({ index: 4, told: 'this is the last entry' });
    expect(pressing(key('left'), key('n'))).toMatchObject({ index: 1, told: '' });
  });

  it('knows g and G apart', () => {
    expect(pressing({ name: 'g', sequence: 'G' })).toMatchObject({ index: 4 });
    expect(pressing({ name: 'g', sequence: 'G' }, key('g'))).toMatchObject({ index: 0 });
  });

  it('shows the stored record until it is asked not to', () => {
    expect(pressing(key('r'), key('n'))).toMatchObject({ index: 1, raw: true });
    expect(pressing(key('r'), key('r'))).toMatchObject({ raw: false });
  });

  it('jumps to what is typed after a slash, and means no other key by it', () => {
    const typed = ['1', 'q', 'x', 'backspace', '-'].map(key);
    expect(pressing({ sequence: '/' }, ...typed)).toMatchObject({ index: 0, typed: '1q-' });
    expect(pressing({ sequence: '/' }, ...typed, key('return'))).toEqual({ jump: '1q-' });
    expect(pressing({ sequence: '/' }, key('4'), key('escape'))).toMatchObject({ index: 0, typed: undefined });
    expect(pressing({ sequence: '/' }, key('return'))).toMatchObject({ index: 0, typed: undefined });
  });

  it.each([[key('q')], [key('escape')], [{ name: 'c', ctrl: true }], [{ name: 'd', ctrl: true }]])(
    '%j ends it',
    (last) => {
      expect(pressing(last)).toBe('quit');
    },
  );

  it('ends with Ctrl-C also while something is typed', () => {
    expect(pressing({ sequence: '/' }, { name: 'c', ctrl: true })).toBe('quit');
  });
});
