import type { Row, Table } from '#formats';
import { toCsv, toJson, toXlsx } from '#formats';
import { type Answer, openReadModels, type Page } from '#projections';
import type { Read, ReportTable } from '#reports';
import { today } from '../queries/today.js';
import type { FileWish } from './file-wish.js';
import { writeTempFile, type TempFile } from './temp-file.js';

/** What file is to be made. */
export interface FileWanted extends Omit<FileWish, 'variant'> {
  readonly query: object;
  readonly read: Read & { readonly table: ReportTable };
}

/** What a file is made of, page by page. */
interface Pages extends Omit<FileWanted, 'read'> {
  readonly table: ReportTable;
}

/** Rows of a page while a file is made. */
const ROWS_A_PAGE = 200;

/** Parameters that say how an answer is given, and not what it is about. */
const MANNERS = new Set(['id', 'after', 'format', 'hxl', 'limit', 'cursor', 'sort', 'roles', 'reader']);

/**
 * Makes a file of everything that a query is answered with, from one snapshot, page by page; undefined where there is no
 * such thing. On a connection of its own: nobody else waits for it.
 */
export async function makeFile(folder: string, wanted: FileWanted): Promise<TempFile | undefined> {
  const { read } = wanted;
  const models = openReadModels({ folder });
  const day = today();
  try {
    return await models.snapshot((snapshot) =>
      fileOf({ ...wanted, table: read.table }, (page) => read.answer(snapshot, page, day)),
    );
  } finally {
    await models.close();
  }
}

/** Makes a file of a list, page by page. @param answer gives the page that a query asks for */
export async function fileOf(
  wanted: Pages,
  answer: (query: object) => Promise<Answer | undefined>,
): Promise<TempFile | undefined> {
  const ask = (cursor?: string): Promise<Answer | undefined> => answer(pageOf(wanted.query, cursor));
  const first = await ask();
  return first && (await writeTempFile(rendered(wanted, first, pagesFrom(first, ask))));
}

function pageOf(query: object, cursor: string | undefined): object {
  const paging = { limit: ROWS_A_PAGE, ...(cursor !== undefined && { cursor }) };
  return Object.assign(Object.create(Object.getPrototypeOf(query) as object) as object, query, paging);
}

async function* pagesFrom(first: Answer, ask: (cursor: string) => Promise<Answer | undefined>): AsyncGenerator<Answer> {
  for (let page: Answer | undefined = first; page !== undefined;) {
    yield page;
    const { next = null } = page as Partial<Page<Row>>;
    page = next === null ? undefined : await ask(next);
  }
}

function rendered({ query, table, format, labels, hxl }: Pages, first: Answer, pages: AsyncGenerator<Answer>) {
  const { columns, nameOf } = table;
  const asked = Object.entries(query).filter(([name, value]) => !MANNERS.has(name) && value !== undefined);
  const facts = {
    position: first.position,
    ...Object.fromEntries(asked.map(([name, value]) => [name, String(value)])),
    ...(first.knownAt !== undefined && { knownAt: first.knownAt }),
  };
  const rows = rowsOf(pages, (page) => table.rows(page));
  switch (format) {
    case 'csv':
      return toCsv({ columns, nameOf, facts, rows }, { labels, hxl });
    case 'xlsx':
      return toXlsx({ columns, nameOf, facts, rows }, { labels, hxl });
    case 'json':
      return toJson(asItIs(first as Page<Row>, pages));
  }
}

/** The list as its pages have it, on one page. */
function asItIs({ position, knownAt, rows }: Page<Row>, pages: AsyncGenerator<Answer>): Table {
  const columns = Object.keys(rows[0] ?? {}).map((key) => ({ key, title: key, kind: 'text' as const }));
  return {
    columns,
    facts: { position, ...(knownAt !== undefined && { knownAt }), next: null },
    rows: rowsOf(pages, (page) => (page as Page<Row>).rows),
  };
}

async function* rowsOf(pages: AsyncGenerator<Answer>, rows: (page: Answer) => Iterable<Row>): AsyncGenerator<Row> {
  for await (const page of pages) yield* rows(page);
}
