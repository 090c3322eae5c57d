import type { ComponentChildren } from 'preact';
import { useOutbox } from '../../device/device.js';
import { needsAuthor, unsent, type OutboxItem } from '../../device/outbox-order.js';
import { Title } from '../../parts/title.js';
import { w } from '../../words/words.js';
import { ItemInNeed } from './in-need.js';
import { Sent, Waits } from './items.js';
import './outbox.css';

/** What was recorded on this device: what needs its author, what waits for a line, and what was sent today. */
export function OutboxScreen() {
  const items = useOutbox();
  const left = unsent(items);
  const inNeed = left.filter(needsAuthor);
  const waiting = left.filter((item) => !needsAuthor(item));
  const sent = items.filter(({ state }) => state.is === 'done').toReversed();
  return (
    <div class="outbox">
      <Title text={w.nav.outbox}>{w.nav.outbox}</Title>
      {items.length === 0 && <p class="soft">{w.outbox.empty}</p>}
      <Part title={w.outbox.needsYou} items={inNeed}>
        {(item) => <ItemInNeed key={item.id} item={item} />}
      </Part>
      <Part title={w.outbox.waits} items={waiting}>
        {(item) => <Waits key={item.id} item={item} isHeld={isHeld(item, inNeed)} />}
      </Part>
      <Part title={w.outbox.sent} items={sent}>
        {(item) => <Sent key={item.id} item={item} />}
      </Part>
    </div>
  );
}

/** True where something of the same cohort stands before it and needs its author. */
function isHeld({ id, cohortIds }: OutboxItem, inNeed: readonly OutboxItem[]): boolean {
  return inNeed.some((item) => item.id < id && item.cohortIds.some((one) => cohortIds.includes(one)));
}

interface PartProps {
  readonly title: string;
  readonly items: readonly OutboxItem[];
  readonly children: (item: OutboxItem) => ComponentChildren;
}

function Part({ title, items, children }: PartProps) {
  if (items.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul>{items.map(children)}</ul>
    </section>
  );
}
