import type { ComponentChildren } from 'preact';
import './rows.css';

/** A column of a table on the screen. */
export interface RowsColumn<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ComponentChildren;
  readonly isNumber?: boolean;
}

interface RowsProps<Row> {
  readonly label: string;
  readonly columns: readonly RowsColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row, index: number) => string;
}

/** A table; on a phone each row is a card, as nobody reads a table through a keyhole. The roles stay what they are. */
export function Rows<Row>({ label, columns, rows, keyOf }: RowsProps<Row>) {
  return (
    <table class="rows" role="table" aria-label={label}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ key, title, isNumber }) => (
            <th key={key} role="columnheader" scope="col" class={isNumber === true ? 'rows-number' : undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row, index) => (
          <tr key={keyOf(row, index)} role="row">
            {columns.map(({ key, title, cell, isNumber }) => (
              <td key={key} role="cell" data-title={title} class={isNumber === true ? 'rows-number' : undefined}>
                <span>{cell(row)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
