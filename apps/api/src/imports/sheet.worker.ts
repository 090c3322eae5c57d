import { parentPort, workerData } from 'node:worker_threads';
import { openSheet, Unreadable, type RawRow } from '#imports';
import type { FromSheet, SheetAsked } from './sheet-apart.js';

/** Reads a table on a thread of its own, whose memory has a limit, and hands its rows over as fast as they are taken. */
const { file, sheet, wantsRows } = workerData as SheetAsked;

/** Rows that go over together. */
const TOGETHER = 200;
/** Batches that may be on their way. */
const UNDER_WAY = 4;

let underWay = 0;
let goOn: (() => void) | undefined;
parentPort!.on('message', () => {
  underWay--;
  goOn?.();
});

try {
  const { headings, rows } = await openSheet(file, sheet === undefined ? {} : { sheet });
  if (wantsRows) await send(rows());
  else tell({ headings });
} catch (error) {
  if (!(error instanceof Unreadable)) throw error;
  tell({ unreadable: { code: error.code, detail: error.detail } });
}
parentPort!.close();

async function send(rows: AsyncIterable<RawRow>): Promise<void> {
  let batch: RawRow[] = [];
  for await (const row of rows) {
    if (batch.push(row) < TOGETHER) continue;
    tell({ rows: batch });
    batch = [];
    underWay++;
    if (underWay === UNDER_WAY) await new Promise<void>((resolve) => (goOn = resolve));
  }
  tell({ rows: batch });
  tell({ done: true });
}

function tell(message: FromSheet): void {
  parentPort!.postMessage(message);
}
