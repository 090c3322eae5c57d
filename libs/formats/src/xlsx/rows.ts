import type { Cell } from '../cells.js';
import { looksLikeFormula } from '../csv.js';
import { Style, xmlText } from './parts.js';

/** In points. */
const LINE_HEIGHT = 15;

/** What a cell of a spreadsheet holds at most. */
const MOST_CHARACTERS = 32_767;

/**
 * A row of a sheet, from 1. Text is always text, never a formula; numbers and days are what they are.
 * @param lines over how many lines its cells go
 */
export function xmlRow(number: number, cells: readonly Cell[], style: number = Style.Plain, lines = 1): string {
  let text = lines === 1 ? `<row r="${number}">` : `<row r="${number}" ht="${lines * LINE_HEIGHT}" customHeight="1">`;
  for (const [column, cell] of cells.entries()) {
    if (cell !== null) text += xmlCell(`${lettersOf(column)}${number}`, cell, style);
  }
  return `${text}</row>`;
}

function xmlCell(at: string, cell: Exclude<Cell, null>, style: number): string {
  if (typeof cell === 'number') return `<c r="${at}"${styled(Style.Number)}><v>${cell}</v></c>`;
  if (typeof cell === 'string') return xmlTextCell(at, cell, style);
  const serial = serialOf(cell.day);
  return serial === undefined
    ? xmlTextCell(at, cell.day, style)
    : `<c r="${at}"${styled(Style.Day)}><v>${serial}</v></c>`;
}

function xmlTextCell(at: string, text: string, style: number): string {
  const shown = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
  const look = looksLikeFormula(text) ? Style.Quoted : style;
  return `<c r="${at}"${styled(look)} t="inlineStr"><is><t xml:space="preserve">${xmlText(shown)}</t></is></c>`;
}

function styled(style: number): string {
  return style === Style.Plain ? '' : ` s="${style}"`;
}

/** Spreadsheets count days from 1899-12-30, right from March 1900 on: they believe in a 29 February 1900. */
function serialOf(day: string): number | undefined {
  if (day < '1900-03-01') return undefined;
  return (Date.parse(day) - Date.parse('1899-12-30')) / 86_400_000;
}

const letters: string[] = [];

/** `A` for 0, `AA` for 26. */
function lettersOf(column: number): string {
  return (letters[column] ??=
    (column < 26 ? '' : lettersOf(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26)));
}
