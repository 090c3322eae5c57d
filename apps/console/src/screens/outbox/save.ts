import type { OutboxItem } from '../../device/outbox-order.js';

/** Saves what somebody recorded as a file of theirs: whatever becomes of the device, it can be sent from there. */
export function saveAsFile(item: OutboxItem): void {
  const { key, path, body, revision, writtenAt, sentence } = item;
  const text = JSON.stringify({ sentence, writtenAt, method: 'POST', path, key, revision, body }, null, 2);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = `homeward-${writtenAt.slice(0, 10)}-${key.slice(0, 8)}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}
