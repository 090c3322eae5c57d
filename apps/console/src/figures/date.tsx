import { w } from '../words/words.js';
import { dateInWords } from './date-words.js';
import './figures.css';

/** When it happened, as far as it is known. */
export function DateOf({ date }: { readonly date: string | null }) {
  if (date === null) return <span class="date-unknown">{w.date.notStated}</span>;
  return (
    <bdi>
      <time dateTime={date}>{dateInWords(date)}</time>
    </bdi>
  );
}
