import { openSheet, Unreadable, type RawRow, type Sheet, type SheetChoice } from '#imports';
import { SupervisedWorker } from '#threads';

export interface SheetAsked {
  readonly file: string;
  readonly sheet: string | undefined;
  readonly wantsRows: boolean;
}

export type FromSheet =
  | { readonly headings: readonly string[] }
  | { readonly rows: readonly RawRow[] }
  | { readonly done: true }
  | { readonly unreadable: Pick<Unreadable, 'code' | 'detail'> };

/** From the sources there is no file that a thread could run: then a table is read here. */
const CODE = import.meta.url.endsWith('.ts') ? undefined : new URL('./sheet.worker.js', import.meta.url);

/** What no honest table needs, as it is read some rows at a time; the texts that its cells share are the most of it. */
const MEMORY = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32 };

/**
 * Opens a table that somebody sent, as `openSheet` does, on a thread of its own: whatever it is made of, it cannot take the memory of
 * the server, nor its time.
 * @throws Unreadable as `openSheet` does, and where it needs more memory than a table may
 */
export async function openSheetApart(file: string, { sheet }: SheetChoice = {}): Promise<Sheet> {
  if (CODE === undefined) return openSheet(file, sheet === undefined ? {} : { sheet });
  const code = CODE;
  for await (const message of read(code, { file, sheet, wantsRows: false })) {
    if ('headings' in message) {
      const rows = (): AsyncIterable<RawRow> => rowsOf(read(code, { file, sheet, wantsRows: true }));
      return { headings: message.headings, rows };
    }
  }
  throw new Error('the table was not read to its headings');
}

async function* rowsOf(messages: AsyncIterable<FromSheet>): AsyncGenerator<RawRow> {
  for await (const message of messages) if ('rows' in message) yield* message.rows;
}

/** What a thread tells, until it is done or nobody wants to hear more. */
async function* read(code: URL, asked: SheetAsked): AsyncGenerator<FromSheet> {
  const told: (FromSheet | Error)[] = [];
  let heard: (() => void) | undefined;
  const tell = (what: FromSheet | Error): void => {
    told.push(what);
    heard?.();
  };
  const thread = new SupervisedWorker<'taken', FromSheet>({
    name: 'table',
    code,
    workerData: asked,
    memory: MEMORY,
    again: 'never',
    onMessage: tell,
    onBreakdown: tell,
  });
  thread.hold(true);
  thread.start();
  try {
    for (;;) {
      const next = told.shift();
      if (next === undefined) {
        await new Promise<void>((resolve) => (heard = resolve));
        continue;
      }
      if (next instanceof Error) throw isOutOfMemory(next) ? tooMuch() : next;
      if ('unreadable' in next) throw new Unreadable(next.unreadable.code, next.unreadable.detail);
      if ('done' in next) return;
      yield next;
      if ('headings' in next) return;
      thread.post('taken');
    }
  } finally {
    await thread.stop(0);
  }
}

function isOutOfMemory(error: Error): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function tooMuch(): Unreadable {
  return new Unreadable(
    'too-much-memory',
    `reading the table takes more memory than any may: divide it, or save it as CSV`,
  );
}
