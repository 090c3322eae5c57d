import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

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

/** The one heading of a screen. */
export function Title({ children, text, id }: TitleProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${text} · Homeward`;
    if (isExpected) heading.current?.focus();
    isExpected = false;
  }, [text]);
  return (
    <h1 id={id} ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
