import { Link } from '@tanstack/react-router';
import { device } from '../../device/device.js';
import type { OutboxItem } from '../../device/outbox-order.js';
import { instantInWords, timeInWords } from '../../figures/date-words.js';
import { w } from '../../words/words.js';
import { saveAsFile } from './save.js';

interface ItemProps {
  readonly item: OutboxItem;
}

/** On its way as soon as there is a line, or as soon as what stands before it is seen to. */
export function Waits({ item, isHeld }: ItemProps & { readonly isHeld: boolean }) {
  return (
    <li class="outbox-item outbox-waits">
      <p>{item.sentence}</p>
      <p class="soft small">
        <About item={item} /> · {w.outbox.written(instantInWords(item.writtenAt))}
        {isHeld && ` · ${w.outbox.held}`}
      </p>
      <div class="outbox-do">
        <button type="button" class="button" onClick={() => void device().then(({ outbox }) => outbox.hurry())}>
          {w.outbox.sendNow}
        </button>
        <button type="button" class="button button-quiet" onClick={() => saveAsFile(item)}>
          {w.outbox.save}
        </button>
        <TakeBack item={item} />
      </div>
    </li>
  );
}

/** Its author takes it back, one item at a time, and after a second question. */
export function TakeBack({ item }: ItemProps) {
  return (
    <details class="take-back">
      <summary class="button button-quiet">{w.outbox.takeBack}</summary>
      <button
        type="button"
        class="button wrong"
        onClick={() => void device().then(({ outbox }) => outbox.takeBack(item))}
      >
        {w.outbox.takeBackSure}
      </button>
    </details>
  );
}

/** At the server. */
export function Sent({ item }: ItemProps) {
  const { state } = item;
  if (state.is !== 'done') return null;
  return (
    <li class="outbox-item">
      <p>{item.sentence}</p>
      <p class="soft small">
        <About item={item} /> · {w.outbox.sentAt(timeInWords(state.at))}
      </p>
    </li>
  );
}

/** The case files that it is about. */
export function About({ item }: ItemProps) {
  return (
    <>
      {item.cohortIds.map((id) => (
        <Link key={id} to="/cohorts/$id" params={{ id }}>
          <bdi>{id}</bdi>
        </Link>
      ))}
    </>
  );
}
