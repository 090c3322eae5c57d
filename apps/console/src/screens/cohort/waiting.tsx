import { Link } from '@tanstack/react-router';
import { codeInWords } from '../../api/problems.js';
import { useOutbox } from '../../device/device.js';
import { needsAuthor, unsent } from '../../device/outbox-order.js';
import { w } from '../../words/words.js';

/** What this device has recorded of them and the server has not confirmed. It stands beside the figures, never in them. */
export function Waiting({ id }: { readonly id: string }) {
  const items = unsent(useOutbox()).filter(({ cohortIds }) => cohortIds.includes(id));
  if (items.length === 0) return null;
  return (
    <ul class="waiting-list" aria-label={w.nav.outbox}>
      {items.map((item) => (
        <li key={item.id} class="waiting">
          <span>
            {needsAuthor(item) ? item.sentence : w.record.waits(item.sentence)}
            {'problem' in item.state && <span class="wrong"> {codeInWords(item.state.problem.code)}</span>}
          </span>
          <Link to="/outbox">{w.nav.outbox}</Link>
        </li>
      ))}
    </ul>
  );
}
