import { Link } from '@tanstack/react-router';
import type { Act } from '../../acts/act.js';
import { isPast } from '../../time/clocks.js';
import { useClocks } from '../../time/use-clocks.js';
import { w } from '../../words/words.js';
import type { Recording } from './record.js';
import './record.css';

interface ActMenuProps {
  readonly label: string;
  /** What it says aloud, where the label alone would not tell one from the next. */
  readonly aloud?: string;
  readonly acts: readonly Pick<Act, 'command'>[];
  readonly recording?: Omit<Recording, 'record'>;
  readonly isQuiet?: boolean;
}

/** What may be recorded here, and nothing that may not; in the past nothing is. */
export function ActMenu({ label, aloud, acts, recording = {}, isQuiet = false }: ActMenuProps) {
  const past = isPast(useClocks());
  if (past || acts.length === 0) return null;
  return (
    <details class="act-menu no-print">
      <summary class={isQuiet ? 'button button-quiet' : 'button'} aria-label={aloud}>
        {label}
      </summary>
      <ul>
        {acts.map(({ command }) => (
          <li key={command}>
            <Link to="." search={(before) => ({ ...before, ...recording, record: command })}>
              {w.act[command]}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
