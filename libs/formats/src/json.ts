import { ROWS_A_CHUNK } from './csv.js';
import type { Failure, Rendered } from './manifest.js';
import { render } from './render.js';
import type { Row, Table } from './table.js';

/** A table as JSON: `{"position": ..., "rows": [...]}` with figures as the API gives them. */
export function toJson(table: Table): Rendered {
  const tally = { rows: 0, failures: [] as Failure[], withoutNumber: {} };
  return render('application/json; charset=utf-8', jsonText(table, tally), (sha256) => ({
    ...tally,
    failed: tally.failures.length,
    facts: table.facts,
    sha256,
  }));
}

async function* jsonText(table: Table, tally: { rows: number; failures: Failure[] }): AsyncGenerator<string> {
  let text = `${JSON.stringify(table.facts).slice(0, -1)},"rows":[`;
  for await (const row of table.rows) {
    tally.rows += 1;
    text += `${tally.rows === 1 ? '' : ','}\n${rowText(table, row, tally)}`;
    if (tally.rows % ROWS_A_CHUNK === 0) {
      yield text;
      text = '';
    }
  }
  yield `${text}\n]}\n`;
}

/** A row that JSON cannot say is named, and does not stop the rest. */
function rowText(table: Table, row: Row, tally: { rows: number; failures: Failure[] }): string {
  try {
    return JSON.stringify(Object.fromEntries(table.columns.map(({ key }) => [key, row[key] ?? null])));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const name = table.nameOf?.(row) ?? null;
    tally.failures.push({ row: tally.rows, name, column: '', detail });
    return JSON.stringify({ cannotBeShown: name ?? `row ${tally.rows}` });
  }
}
