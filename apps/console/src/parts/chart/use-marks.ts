import { useRef, useState } from 'preact/hooks';

/** What makes a shape one of the marks of a chart. */
export interface MarkProps {
  readonly ref: (element: SVGGElement | null) => void;
  readonly tabIndex: number;
  readonly role: 'img';
  readonly 'aria-label': string;
  readonly class: string;
  readonly onFocus: () => void;
  readonly onPointerEnter: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * The marks of a chart as one stop of the keyboard: the arrows go from one to the next, Home and End to both ends.
 * @param texts what each mark says; the one that is looked at is `said` under the chart
 */
export function useMarks(texts: readonly string[]) {
  const [current, setCurrent] = useState(0);
  const [isUsed, setUsed] = useState(false);
  const marks = useRef(new Map<number, SVGGElement>());
  const show = (index: number): void => {
    setCurrent(index);
    setUsed(true);
  };
  const propsOf = (index: number): MarkProps => ({
    ref: (element) => void (element === null ? marks.current.delete(index) : marks.current.set(index, element)),
    tabIndex: index === Math.min(current, texts.length - 1) ? 0 : -1,
    role: 'img',
    'aria-label': texts[index]!,
    class: 'mark',
    onFocus: () => show(index),
    onPointerEnter: () => show(index),
    onKeyDown: (event) => {
      const next = nextMark(event.key, index, texts.length);
      if (next === null) return;
      event.preventDefault();
      marks.current.get(next)?.focus();
    },
  });
  return { propsOf, said: isUsed ? (texts[current] ?? '') : '' };
}

/** The mark that a key leads to; null for a key that leads nowhere. */
export function nextMark(key: string, index: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(index + 1, count - 1);
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(index - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
