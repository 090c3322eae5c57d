import { toCsv, toXlsx, type Rendered } from '#formats';
import type { Layout, LayoutColumn } from './layout.js';

/** A table with the headings of a layout and no rows: nothing in it could be imported by mistake. What is typed into it stays text. */
export function templateOf(layout: Layout, format: 'csv' | 'xlsx'): Rendered {
  const columns = columnsIn(layout).map(({ name }) => ({ key: name, title: name, kind: 'text' as const }));
  const table = { columns, rows: [], facts: { position: null } };
  return format === 'csv' ? toCsv(table) : toXlsx(table, { keepsTyping: true });
}

/** What each column of a layout means, as a table of Markdown. */
export function descriptionOf(layout: Layout): string {
  const lines = columnsIn(layout).map(
    ({ name, meaning, example, required }) =>
      `| \`${name}\`${required === true ? ' *' : ''} | ${meaning} | ${example === '' ? '' : `\`${example}\``} |`,
  );
  return ['| column | meaning | example |', '| --- | --- | --- |', ...lines].join('\n');
}

function columnsIn({ columns, family }: Layout): readonly LayoutColumn[] {
  return [...columns, ...(family?.columns ?? [])];
}
