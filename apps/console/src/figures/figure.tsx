import type { Figure as Value } from '#cases/model';
import { number, w } from '../words/words.js';
import './figures.css';

/** How many, as it was stated: unknown is shown as unknown, and never as a dash, a blank or 0. */
export function Figure({ of: figure, large = false }: { readonly of: Value; readonly large?: boolean }) {
  const size = large ? 'figure figure-large' : 'figure';
  switch (figure.kind) {
    case 'exact':
      return <b class={size}>{number(figure.value)}</b>;
    case 'about':
      return <Qualified by={w.figure.about} size={size} value={number(figure.value)} />;
    case 'at-least':
      return <Qualified by={w.figure.atLeast} size={size} value={number(figure.value)} />;
    case 'at-most':
      return <Qualified by={w.figure.atMost} size={size} value={number(figure.value)} />;
    case 'between':
      return (
        <b class={size}>
          <bdi>
            {number(figure.low)}–{number(figure.high)}
          </bdi>
        </b>
      );
    case 'not-stated':
      return <span class="figure not-stated">{w.figure.notStated}</span>;
    case 'withheld':
      return <span class="figure withheld">{w.figure.withheld}</span>;
  }
}

function Qualified({ by, size, value }: { readonly by: string; readonly size: string; readonly value: string }) {
  return (
    <span class="qualified">
      <small>{by}</small> <b class={size}>{value}</b>
    </span>
  );
}
