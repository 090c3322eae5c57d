import type { Readable } from 'node:stream';
import * as yauzl from 'yauzl';
import { Unreadable } from '../sheet.js';

/** Parts of one package; spreadsheets have some dozens. */
const MOST_PARTS = 1_000;
/** Bytes of one part, unpacked. */
const MOST_BYTES = 2 ** 30;
/** Honest sheets pack to a tenth or a thirtieth. What claims more than this is made to fill memory. */
const MOST_RATIO = 200;
/** Small parts may pack as well as they like. */
const SMALL = 8 * 2 ** 20;

/** The parts of an Office Open XML package, read one at a time and never unpacked to disk. */
export class Package {
  private constructor(
    private readonly zip: yauzl.ZipFile,
    private readonly parts: ReadonlyMap<string, yauzl.Entry>,
  ) {}

  /** @throws Unreadable for what is no package, encrypted, or packed to burst */
  static async open(file: string): Promise<Package> {
    let zip: yauzl.ZipFile | undefined;
    try {
      zip = await yauzl.openPromise(file, { lazyEntries: true, autoClose: false });
      return new Package(zip, await partsOf(zip));
    } catch (error) {
      zip?.close();
      throw error instanceof Unreadable ? error : damaged(error);
    }
  }

  has(path: string): boolean {
    return this.parts.has(path);
  }

  paths(): readonly string[] {
    return [...this.parts.keys()];
  }

  /** How long a part is, unpacked. */
  sizeOf(path: string): number {
    return this.parts.get(path)?.uncompressedSize ?? 0;
  }

  async read(path: string): Promise<Readable> {
    const entry = this.parts.get(path);
    if (entry === undefined) throw new Unreadable('not-a-spreadsheet', `the spreadsheet lacks its part ${path}`);
    try {
      return await this.zip.openReadStreamPromise(entry);
    } catch (error) {
      throw damaged(error);
    }
  }

  close(): void {
    this.zip.close();
  }
}

async function partsOf(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  if (zip.entryCount > MOST_PARTS) throw new Unreadable('zip-bomb', `the file holds more than ${MOST_PARTS} parts`);
  const parts = new Map<string, yauzl.Entry>();
  for await (const entry of zip.eachEntry()) {
    const { fileName, compressedSize, uncompressedSize } = entry;
    if (entry.isEncrypted()) throw new Unreadable('encrypted', 'the file is encrypted: remove its password');
    const bursts = uncompressedSize > SMALL && uncompressedSize / Math.max(1, compressedSize) > MOST_RATIO;
    if (uncompressedSize > MOST_BYTES || bursts) {
      throw new Unreadable('zip-bomb', `unpacked, ${fileName} would be out of all proportion to the file`);
    }
    if (parts.has(fileName)) throw new Unreadable('not-a-spreadsheet', `the file holds ${fileName} twice`);
    parts.set(fileName, entry);
  }
  return parts;
}

/** What yauzl says of a damaged archive, e.g. that a part is longer than it claims. */
export function damaged(error: unknown): Unreadable {
  const reason = error instanceof Error ? error.message : String(error);
  return new Unreadable('not-a-spreadsheet', `the file cannot be unpacked: ${reason}`);
}
