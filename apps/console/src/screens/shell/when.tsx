import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { isPast, type Clocks } from '../../time/clocks.js';
import { useClocks } from '../../time/use-clocks.js';
import { readingWords } from '../../words/reading.js';
import { w } from '../../words/words.js';

type Listener = () => void;
const listeners = new Set<Listener>();

/** Opens the bar of the clocks, or closes it. */
export function WhenButton() {
  return (
    <button
      type="button"
      class="button button-quiet when-button"
      onClick={() => {
        for (const toggle of listeners) toggle();
      }}
    >
      {w.nav.when}
    </button>
  );
}

type Bar = ComponentType<{ clocks: Clocks; onClose: () => void }>;

/** The clocks, on every screen: shown where they are asked for, and always in the past. */
export function When() {
  const clocks = useClocks();
  const past = isPast(clocks);
  const [isOpen, setOpen] = useState(false);
  const [bar, setBar] = useState<{ readonly Bar: Bar } | null>(null);
  useEffect(() => {
    const toggle: Listener = () => setOpen((before) => !before);
    listeners.add(toggle);
    return () => void listeners.delete(toggle);
  }, []);
  useEffect(() => {
    document.documentElement.classList.toggle('past', past);
  }, [past]);
  useEffect(() => {
    if (!isOpen && !past) return;
    void Promise.all([import('../../time/when-bar.js'), readingWords()]).then(([{ WhenBar }]) =>
      setBar({ Bar: WhenBar }),
    );
  }, [isOpen, past]);
  if (bar === null || (!isOpen && !past)) return null;
  return <bar.Bar clocks={clocks} onClose={() => setOpen(false)} />;
}
