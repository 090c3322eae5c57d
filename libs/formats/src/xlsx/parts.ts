/** Text that stands in XML 1.0. What XML cannot say is written as `_xHHHH_`, the way Office Open XML does (22.9.2.19). */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(NOT_XML, (char) => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll(/[&<>"]/g, (char) => ENTITIES[char]!);
}

// eslint-disable-next-line no-control-regex -- these are what XML forbids; a carriage return would be read as a line feed
const NOT_XML = /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/g;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** Indexes into the styles below. */
export const Style = { Plain: 0, Heading: 1, Day: 2, Quoted: 3, Text: 4, Number: 5 } as const;

function xf(more: string, alignment: string): string {
  return alignment === '' ? `<xf${more}/>` : `<xf${more} applyAlignment="1"><alignment ${alignment}/></xf>`;
}

/**
 * Dates as ISO 8601, headings in bold over several lines, `Text` whatever is typed; `quotePrefix` keeps text that looks like a
 * formula text when it is edited. Numbers stand off from the text in the next column; where the script runs from the right, all
 * cells do, so that Latin codes and the words beside them do not meet.
 */
export function styles(direction: 'ltr' | 'rtl'): string {
  const isRtl = direction === 'rtl';
  const text = isRtl ? 'horizontal="right" readingOrder="2"' : '';
  const number = isRtl ? 'horizontal="right"' : 'horizontal="right" indent="1"';
  const formats = [
    xf('', text),
    xf(' fontId="1" applyFont="1"', `wrapText="1"${isRtl ? ` ${text}` : ''}`),
    xf(' numFmtId="164" applyNumberFormat="1"', number),
    xf(' quotePrefix="1"', text),
    xf(' numFmtId="49" applyNumberFormat="1"', ''),
    xf('', number),
  ];
  const font = '<sz val="11"/><name val="Calibri"/>';
  return `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font>${font}</font><font><b/>${font}</font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1">${formats[0]}</cellStyleXfs><cellXfs count="${formats.length}">${formats.join('')}</cellXfs></styleSheet>`;
}

export const RELATIONS = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

export function contentTypes(sheets: number): string {
  const main = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const each = numbers(sheets)
    .map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${main}.worksheet+xml"/>`)
    .join('');
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${main}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${main}.styles+xml"/>${each}</Types>`;
}

export function workbook(names: readonly string[]): string {
  const sheets = names.map((name, i) => `<sheet name="${xmlText(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join('')}</sheets></workbook>`;
}

export function workbookRelations(sheets: number): string {
  const each = numbers(sheets)
    .map((n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`)
    .join('');
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each}<Relationship Id="rId${sheets + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`;
}

/** How the columns of a sheet are laid out. */
export interface ColumnLayout {
  /** In characters, one for each. */
  readonly widths: readonly number[];
  /** Of cells that nobody has written to yet. */
  readonly style?: number;
}

/** Until the first row: headings stay in view, and where the script runs from the right, so do the columns. */
export function sheetHead(headingRows: number, direction: 'ltr' | 'rtl', { widths, style }: ColumnLayout): string {
  const rtl = direction === 'rtl' ? ' rightToLeft="1"' : '';
  const pane =
    headingRows === 0
      ? ''
      : `<pane ySplit="${headingRows}" topLeftCell="A${headingRows + 1}" activePane="bottomLeft" state="frozen"/>`;
  const look = style === undefined ? '' : ` style="${style}"`;
  const each = widths.map((width, n) => `<col min="${n + 1}" max="${n + 1}" width="${width}"${look} customWidth="1"/>`);
  const columns = each.length === 0 ? '' : `<cols>${each.join('')}</cols>`;
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"${rtl}>${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>${columns}<sheetData>`;
}

/** Printed across: tables are wide. */
export const SHEET_FOOT = '</sheetData><pageSetup paperSize="9" orientation="landscape"/></worksheet>';

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
