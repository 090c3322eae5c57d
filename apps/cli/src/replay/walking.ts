/** A key as `node:readline` names it. */
export interface Key {
  readonly name?: string | undefined;
  readonly sequence?: string | undefined;
  readonly ctrl?: boolean | undefined;
}

/** Where somebody stands among the entries. */
export interface Stand {
  /** From 0. */
  readonly index: number;
  /** Whether the stored record is shown too. */
  readonly raw: boolean;
  /** What there is to say about the last key. */
  readonly told: string;
  /** What is typed so far of where to jump to. */
  readonly typed?: string | undefined;
}

export const START: Stand = { index: 0, raw: false, told: '' };

/** What a key leads to: another stand, the end, or a place that has to be looked for. */
export type Pressed = Stand | 'quit' | { readonly jump: string };

type Wish = 'next' | 'back' | 'first' | 'last' | 'raw' | 'jump' | 'quit';

const WISHES: Readonly<Record<string, Wish>> = {
  right: 'next',
  down: 'next',
  space: 'next',
  return: 'next',
  n: 'next',
  left: 'back',
  up: 'back',
  backspace: 'back',
  b: 'back',
  p: 'back',
  home: 'first',
  end: 'last',
  r: 'raw',
  q: 'quit',
  escape: 'quit',
};

/** Takes one key. Nobody walks over an end. @param entries how many there are */
export function press(stand: Stand, key: Key, entries: number): Pressed {
  if (key.ctrl === true && (key.name === 'c' || key.name === 'd')) return 'quit';
  if (stand.typed !== undefined) return type(stand, stand.typed, key);
  const { index, raw } = stand;
  switch (wishOf(key)) {
    case 'next':
      return index < entries - 1 ? { index: index + 1, raw, told: '' } : { ...stand, told: 'this is the last entry' };
    case 'back':
      return index > 0 ? { index: index - 1, raw, told: '' } : { ...stand, told: 'this is the first entry' };
    case 'first':
      return { index: 0, raw, told: '' };
    case 'last':
      return { index: entries - 1, raw, told: '' };
    case 'raw':
      return { index, raw: !raw, told: '' };
    case 'jump':
      return { index, raw, told: '', typed: '' };
    case 'quit':
      return 'quit';
    case undefined:
      return stand;
  }
}

function wishOf({ name, sequence, ctrl = false }: Key): Wish | undefined {
  if (ctrl) return undefined;
  if (sequence === '/') return 'jump';
  if (sequence === 'G') return 'last';
  if (sequence === 'g') return 'first';
  return name === undefined ? undefined : WISHES[name];
}

function type(stand: Stand, typed: string, { name, sequence = '', ctrl = false }: Key): Pressed {
  if (name === 'return' || name === 'enter') {
    return typed === '' ? { ...stand, typed: undefined } : { jump: typed };
  }
  if (name === 'escape') return { ...stand, typed: undefined };
  if (name === 'backspace') return { ...stand, typed: typed.slice(0, -1) };
  return !ctrl && /^[\w-]$/.test(sequence) ? { ...stand, typed: typed + sequence } : stand;
}
