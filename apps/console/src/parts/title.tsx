import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { dateInWords, instantInWords } from '../figures/date-words.js';
import type { Clocks } from '../time/clocks.js';
import { useClocks } from '../time/use-clocks.js';
import { number } from '../words/words.js';

let isExpected = false;

/** Says that a new screen is on its way: its title takes the focus, so that what reads aloud goes on there. */
export function expectTitle(): void {
  isExpected = true;
}

interface TitleProps {
  readonly children: ComponentChildren;
  /** What the window is called, where it is not what the title says. */
  readonly text: string;
  readonly id?: string;
}

/** What the title of a window begins with in the past: no one takes it for now, in a list of windows either. */
function pastInWords({ knownAt, on }: Clocks): string {
  if (knownAt === undefined) return on === undefined ? '' : dateInWords(on);
  return knownAt.includes('T') ? instantInWords(knownAt) : number(Number(knownAt));
}

/** The one heading of a screen. */
export function Title({ children, text, id }: TitleProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const past = pastInWords(useClocks());
  useEffect(() => {
    document.title = [...(past === '' ? [] : [past]), text, 'Homeward'].join(' · ');
    if (isExpected) heading.current?.focus();
    isExpected = false;
  }, [text, past]);
  return (
    <h1 id={id} ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
