import { parseVerifierKey, verifyReceipt } from '#ledger';
import { bytesOf, textOf } from '../named-file.js';

/** What a receipt proves of a record, or why it proves nothing. */
export type ReceiptVerdict =
  | {
      readonly ok: true;
      readonly kind: 'receipt';
      readonly index: number;
      readonly origin: string;
      readonly size: number;
      readonly root: string;
    }
  | { readonly ok: false; readonly fault: { readonly code: 'receipt-not-valid'; readonly message: string } };

/**
 * Whether a receipt proves that a record stands in the log.
 * @param receipt file of a `.tlog-proof`
 * @param record file with the canonical record and nothing besides
 * @throws Failure where one of them cannot be read
 */
export function verdictOnReceipt(receipt: string, record: string, keys: readonly string[]): ReceiptVerdict {
  const trust = { keys: keys.map(parseVerifierKey) };
  const proved = verifyReceipt(textOf('the receipt', receipt), bytesOf('--record', record), trust);
  if (!proved.ok) return { ok: false, fault: { code: 'receipt-not-valid', message: proved.reason } };
  const { origin, size, root } = proved.checkpoint;
  return { ok: true, kind: 'receipt', index: proved.index, origin, size, root: Buffer.from(root).toString('base64') };
}

/** The same as somebody reads it. */
export function receiptInWords(verdict: ReceiptVerdict): string {
  if (!verdict.ok) return `NOT VERIFIED (${verdict.fault.code})\n${verdict.fault.message}`;
  const { index, origin, size, root } = verdict;
  return [
    `VERIFIED: the record is number ${index} of the log ${origin} of ${size.toLocaleString('en')} records`,
    `  root        ${root}`,
    '  NOT PROVED  anything about the other records: a bundle proves that',
  ].join('\n');
}
