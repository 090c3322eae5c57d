import { open, stat } from 'node:fs/promises';
import { openCsv } from './csv.js';
import { LIMITS, Unreadable, type Sheet } from './sheet.js';
import { fileTooLarge } from './upload.js';
import { openXlsx } from './xlsx/open.js';

export interface SheetChoice {
  /** Which sheet of a spreadsheet; left out: the first that is not hidden. */
  readonly sheet?: string;
}

/**
 * Opens the table in a file, CSV or XLSX: its first bytes say which, not its name.
 * @throws Unreadable where it is neither, or hostile
 */
export async function openSheet(file: string, choice: SheetChoice = {}): Promise<Sheet> {
  const { size } = await stat(file);
  if (size > LIMITS.fileBytes) throw fileTooLarge();
  const start = await firstBytes(file);
  if (start.equals(OLE)) {
    const detail = 'this is an encrypted or an old spreadsheet (.xls): remove its password, or save it as .xlsx or CSV';
    throw new Unreadable('encrypted', detail);
  }
  return start.equals(ZIP) ? openXlsx(file, choice) : openCsv(file);
}

const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
/** Compound File Binary, in which Office keeps encrypted packages and what it wrote before 2007. */
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

async function firstBytes(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
