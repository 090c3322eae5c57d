import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ZipFile } from 'yazl';

/** A folder for the files of one suite. */
export class Files {
  private readonly folder = mkdtempSync(join(tmpdir(), 'homeward-imports-'));
  private made = 0;

  write(content: string | Uint8Array): string {
    const file = this.path();
    writeFileSync(file, content);
    return file;
  }

  path(): string {
    this.made += 1;
    return join(this.folder, `table-${this.made}`);
  }

  /** A ZIP of these parts. */
  async zip(parts: Readonly<Record<string, string | Buffer>>): Promise<string> {
    const zip = new ZipFile();
    for (const [path, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content as string), path);
    zip.end();
    const chunks: Buffer[] = [];
    for await (const chunk of zip.outputStream as AsyncIterable<Buffer>) chunks.push(chunk);
    const file = this.path();
    await writeFile(file, Buffer.concat(chunks));
    return file;
  }

  /** A spreadsheet with one sheet of this XML. */
  spreadsheet(rows: string, more: Readonly<Record<string, string | Buffer>> = {}): Promise<string> {
    return this.zip({
      ...BOOK,
      'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
      ...more,
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const BOOK = {
  'xl/workbook.xml': '<workbook><sheets><sheet name="One" sheetId="1" r:id="a"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>',
  'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
};
