import { posix } from 'node:path';
import { Unreadable } from '../sheet.js';
import { shownDate, type ShownDate } from './date-formats.js';
import type { Package } from './package.js';
import { readSmallXml, type Attributes } from './xml.js';

/** What a workbook says of its sheets. */
export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean; readonly path: string }[];
  /** Days are counted from 1904, as old Macintoshes did. */
  readonly from1904: boolean;
  /** By index of a cell's style: how much of a date its number shows. */
  readonly dates: readonly ShownDate[];
}

/** @throws Unreadable macros, not-a-spreadsheet */
export async function readWorkbook(parts: Package): Promise<Workbook> {
  if (parts.paths().some((path) => /vbaProject\.bin$|macrosheets\//i.test(path))) {
    throw new Unreadable('macros', 'the spreadsheet holds macros: save it as .xlsx without them');
  }
  const targets = await relations(parts);
  const sheets: { name: string; hidden: boolean; path: string }[] = [];
  let from1904 = false;
  await readSmallXml(await parts.read('xl/workbook.xml'), {
    open: (element, attributes) => {
      if (element === 'workbookPr') from1904 = isTrue(attributes.date1904);
      if (element !== 'sheet') return;
      const path = targets.get(relation(attributes) ?? '');
      const hidden = attributes.state === 'hidden' || attributes.state === 'veryHidden';
      if (path !== undefined && parts.has(path)) sheets.push({ name: attributes.name ?? '', hidden, path });
    },
  });
  return { sheets, from1904, dates: await dateStyles(parts) };
}

async function relations(parts: Package): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  await readSmallXml(await parts.read('xl/_rels/workbook.xml.rels'), {
    open: (element, { Id, Target = '' }) => {
      if (element === 'Relationship' && Id !== undefined) {
        targets.set(Id, Target.startsWith('/') ? Target.slice(1) : posix.join('xl', Target));
      }
    },
  });
  return targets;
}

/** The `r:id` of a sheet, whatever prefix the writer chose. */
function relation(attributes: Attributes): string | undefined {
  return Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1];
}

async function dateStyles(parts: Package): Promise<ShownDate[]> {
  const formats = new Map<string, string>();
  const dates: ShownDate[] = [];
  let inCells = false;
  if (!parts.has('xl/styles.xml')) return dates;
  await readSmallXml(await parts.read('xl/styles.xml'), {
    open: (element, { numFmtId = '0', formatCode = '' }) => {
      if (element === 'numFmt') formats.set(numFmtId, formatCode);
      else if (element === 'cellXfs') inCells = true;
      else if (element === 'xf' && inCells) dates.push(shownDate(numFmtId, formats.get(numFmtId)));
    },
    close: (element) => {
      if (element === 'cellXfs') inCells = false;
    },
  });
  return dates;
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
