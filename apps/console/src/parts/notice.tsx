import { useEffect, useState } from 'preact/hooks';
import './notice.css';

type Listener = (text: string) => void;
const listeners = new Set<Listener>();
const SHOWN_MS = 6_000;

/** Tells what was done, on the screen and aloud. */
export function tell(text: string): void {
  for (const listener of listeners) listener(text);
}

/** Where it is told. One stands in the shell. */
export function Notice() {
  const [text, setText] = useState('');
  useEffect(() => {
    listeners.add(setText);
    return () => void listeners.delete(setText);
  }, []);
  useEffect(() => {
    if (text === '') return undefined;
    const timer = setTimeout(() => setText(''), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p class="notice no-print" role="status">
      {text}
    </p>
  );
}
