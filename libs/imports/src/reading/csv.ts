import { Readable, pipeline } from 'node:stream';
import { stat } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse';
import { LIMITS, sheetOf, Unreadable, type RawRecord, type Sheet } from './sheet.js';
import { textOf, tooLong, type Piece } from './text.js';

const DELIMITERS = [',', ';', '\t'] as const;

/**
 * Reads a CSV file (RFC 4180) row by row. Comma, semicolon or tab: whichever the headings are split by; line ends of any
 * kind, mixed too; line ends inside quotes.
 * @throws Unreadable where the file as a whole cannot be read
 */
export async function openCsv(file: string): Promise<Sheet> {
  const { size } = await stat(file);
  const delimiter = delimiterOf(await firstLine(file));
  return sheetOf(() => records(file, size, delimiter));
}

async function* records(file: string, size: number, delimiter: string): AsyncGenerator<RawRecord> {
  let read = 0;
  const pieces = (async function* () {
    for await (const { text, bytes } of textOf(file)) {
      yield text;
      read = bytes;
    }
  })();
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: LIMITS.rowLength,
  });
  // Failures of either end come out of the parser.
  pipeline(Readable.from(pieces), parser, () => {});
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row += 1;
      yield { row, cells, done: size === 0 ? 1 : read / size };
    }
  } catch (error) {
    throw error instanceof CsvError ? refusal(error) : error;
  }
}

function refusal(error: CsvError): Unreadable {
  const line = Number(error.lines ?? 0);
  switch (error.code) {
    case 'CSV_MAX_RECORD_SIZE':
      return tooLong(line);
    case 'CSV_QUOTE_NOT_CLOSED':
      return new Unreadable('quote', `a quote opened at or before line ${line} is never closed`);
    default:
      return new Unreadable(
        'quote',
        `line ${line} has a quote where none can stand; write a quote inside quotes twice`,
      );
  }
}

async function firstLine(file: string): Promise<string> {
  let text = '';
  for await (const piece of textOf(file) as AsyncIterable<Piece>) {
    text += piece.text;
    const line = /^\s*([^\r\n]+)[\r\n]/.exec(text)?.[1];
    if (line !== undefined) return line;
    if (text.length > LIMITS.rowLength) throw tooLong(1);
  }
  return text;
}

function delimiterOf(headings: string): string {
  const bare = headings.replaceAll(/"[^"]*"/g, '');
  const count = (delimiter: string): number => bare.split(delimiter).length;
  return DELIMITERS.toSorted((a, b) => count(b) - count(a))[0]!;
}
