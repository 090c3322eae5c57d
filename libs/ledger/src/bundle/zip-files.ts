import { open, type FileHandle } from 'node:fs/promises';
import { promisify, types } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { largestSizeOf, MAX_FILES, MAX_NAME_BYTES } from './names.js';
import { FaultFound, refuse } from './verdict.js';

/** The files of a bundle, wherever they are. */
export interface BundleFiles {
  /** Every file's size in bytes, by its name. */
  readonly sizes: ReadonlyMap<string, number>;
  /** @throws FaultFound where the file is not what the directory says */
  read(name: string): Promise<Buffer>;
}

/** Where a file stands in the ZIP: what is kept in memory of it. */
interface Stored {
  readonly relativeOffsetOfLocalHeader: number;
  readonly compressedSize: number;
  readonly uncompressedSize: number;
  readonly compressionMethod: number;
  readonly crc32: number;
}

const inflate = promisify(inflateRaw);
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
const NEWEST_FORMAT = 63;
/** The extra field with 64-bit sizes is the only one that a bundle needs. */
const SIZES_64 = 0x0001;
const END_BYTES = 22;
const END_64_BYTES = END_BYTES + 20 + 56;
/** The smallest piece that zlib takes. */
const LEAST_PIECE = 64;
const MEBIBYTE = 2 ** 20;

/**
 * Opens a bundle's ZIP, which may come from anybody: nothing is unpacked to disk, a name that no bundle has is refused,
 * and so is a size that no such file has, before any of it is read.
 * @throws FaultFound for a ZIP that is no bundle's
 */
export async function openZip(file: string): Promise<BundleFiles & { close(): Promise<void> }> {
  const handle = await open(file, 'r');
  try {
    const zip = await yauzl.fromFdPromise(handle.fd, { autoClose: false, strictFileNames: true });
    const stored = await directoryOf(zip, handle);
    return {
      sizes: new Map([...stored].map(([name, { uncompressedSize }]) => [name, uncompressedSize])),
      read: (name) => readFile(zip, handle, name, stored.get(name)),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw asRefusal(error, 'it cannot be read as a ZIP');
  }
}

async function directoryOf(zip: ZipFile, handle: FileHandle): Promise<Map<string, Stored>> {
  if (zip.entryCount > MAX_FILES) throw refuse(`it claims to hold ${zip.entryCount} files`);
  const start = Number(zip.readEntryCursor);
  const stored = new Map<string, Stored>();
  for await (const entry of zip.eachEntry()) {
    const name = nameOf(entry);
    if (stored.has(name)) throw refuse('it holds this file twice', name);
    const { relativeOffsetOfLocalHeader, compressedSize, uncompressedSize, compressionMethod, crc32 } = entry;
    stored.set(name, { relativeOffsetOfLocalHeader, compressedSize, uncompressedSize, compressionMethod, crc32 });
  }
  const length = Number(zip.readEntryCursor) - start;
  const { buffer: end } = await handle.read(Buffer.alloc(END_BYTES), 0, END_BYTES, zip.fileSize - END_BYTES);
  const [disk, startDisk, here, count] = [4, 6, 8, 10].map((at) => end.readUInt16LE(at));
  const tail = zip.fileSize - start - length;
  const fits =
    tail === END_64_BYTES || (tail === END_BYTES && end.readUInt32LE(12) === length && count === stored.size);
  // What is hidden between the parts of a ZIP, other readers may take for its contents.
  if (disk !== 0 || startDisk !== 0 || here !== count || end.readUInt16LE(20) !== 0 || !fits) {
    throw refuse('something stands before, between or behind its parts');
  }
  return stored;
}

function nameOf(entry: Entry): string {
  const { fileNameLength, extraFields, fileCommentLength, uncompressedSize, compressedSize } = entry;
  if (fileNameLength > MAX_NAME_BYTES || fileCommentLength > 0 || extraFields.some(({ id }) => id !== SIZES_64)) {
    throw refuse('a file in it has a name, an extra field or a comment that no bundle has');
  }
  const name = entry.fileName;
  const largest = largestSizeOf(name);
  if (largest === undefined) throw refuse(`it holds a file that no bundle has: ${JSON.stringify(name)}`);
  if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) throw refuse('this file is encrypted', name);
  // The upper byte names a system, not a version.
  const isKnown =
    (entry.versionNeededToExtract & 0xff) <= NEWEST_FORMAT && [STORED, DEFLATED].includes(entry.compressionMethod);
  if (!isKnown) throw refuse('this file is packed in a way that no bundle is', name);
  // What does not shrink may grow by a little.
  if (uncompressedSize > largest || compressedSize > largest + largest / 100 + 1_000) {
    throw refuse(`this file claims to be ${uncompressedSize} bytes long, packed ${compressedSize}`, name);
  }
  return name;
}

async function readFile(zip: ZipFile, handle: FileHandle, name: string, stored?: Stored): Promise<Buffer> {
  if (stored === undefined) throw refuse('this file is missing', name);
  try {
    // It reads no more of an entry than where its header stands.
    const header = await zip.readLocalFileHeaderPromise(stored as Entry);
    if (header.fileName.toString() !== name) throw refuse('its header gives it another name', name);
    const packed = Buffer.alloc(stored.compressedSize);
    const { bytesRead } = await handle.read(packed, 0, packed.length, header.fileDataStart);
    if (bytesRead < packed.length) throw refuse('it is cut off', name);
    const { uncompressedSize: size } = stored;
    const bytes =
      stored.compressionMethod === STORED
        ? packed
        : await inflate(packed, { maxOutputLength: Math.max(1, size), chunkSize: pieceFor(size) });
    if (bytes.length !== size) throw refuse(`it is ${bytes.length} bytes long, not ${size} as it claims`, name);
    if (crc32(bytes) !== stored.crc32) throw refuse('its checksum is wrong', name);
    return bytes;
  } catch (error) {
    throw asRefusal(error, 'it cannot be unpacked', name);
  }
}

/** Room for a file in one piece, and for a byte more, which tells that it is complete; large files take several. */
function pieceFor(size: number): number {
  return Math.min(Math.max(size + 1, LEAST_PIECE), MEBIBYTE);
}

/** What the ZIP reader and zlib throw says that the file is broken; what the disk throws does not. */
function asRefusal(error: unknown, what: string, name?: string): unknown {
  if (!types.isNativeError(error) || error instanceof FaultFound || 'syscall' in error) return error;
  return refuse(`${what}: ${error.message}`, name);
}
