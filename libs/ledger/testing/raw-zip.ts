import { crc32, deflateRawSync } from 'node:zlib';

/** A file of a ZIP, with whatever lies the test needs. */
export interface RawFile {
  readonly name: string;
  readonly data: Buffer;
  readonly stored?: boolean;
  readonly method?: number;
  readonly flags?: number;
  /** What it claims to be unpacked. */
  readonly size?: number;
  /** What it claims to be packed. */
  readonly packedSize?: number;
  readonly crc?: number;
  /** The name in the header before its data. */
  readonly localName?: string;
  readonly extra?: Buffer;
  readonly comment?: string;
}

export interface RawEnd {
  readonly comment?: string;
  readonly before?: Buffer;
  readonly between?: Buffer;
  readonly after?: Buffer;
  readonly count?: number;
  readonly directoryAt?: number;
}

const UTF8_NAMES = 0x800;

/** Writes a ZIP byte by byte, so that each of them can be wrong. */
export function rawZip(files: readonly RawFile[], end: RawEnd = {}): Buffer {
  const parts: Buffer[] = [end.before ?? Buffer.alloc(0)];
  const directory: Buffer[] = [];
  const length = (): number => parts.reduce((sum, part) => sum + part.length, 0);
  for (const file of files) {
    const packed = file.stored ? file.data : deflateRawSync(file.data);
    const extra = file.extra ?? Buffer.alloc(0);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(UTF8_NAMES | (file.flags ?? 0), 2);
    fields.writeUInt16LE(file.method ?? (file.stored ? 0 : 8), 4);
    fields.writeUInt32LE(file.crc ?? crc32(file.data), 10);
    fields.writeUInt32LE(file.packedSize ?? packed.length, 14);
    fields.writeUInt32LE(file.size ?? file.data.length, 18);
    fields.writeUInt16LE(extra.length, 24);
    const comment = Buffer.from(file.comment ?? '');
    const rest = Buffer.alloc(14);
    rest.writeUInt16LE(comment.length, 0);
    rest.writeUInt32LE(length(), 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), named(fields, file.name), rest);
    directory.push(Buffer.from(file.name), extra, comment);
    const localName = file.localName ?? file.name;
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), named(fields, localName), Buffer.from(localName), extra, packed);
  }
  const at = length();
  const entries = Buffer.concat(directory);
  const last = Buffer.alloc(18);
  last.writeUInt16LE(end.count ?? files.length, 4);
  last.writeUInt16LE(end.count ?? files.length, 6);
  last.writeUInt32LE(entries.length, 8);
  last.writeUInt32LE(end.directoryAt ?? at, 12);
  const comment = Buffer.from(end.comment ?? '');
  last.writeUInt16LE(comment.length, 16);
  const between = end.between ?? Buffer.alloc(0);
  parts.push(entries, between, Buffer.from('PK\x05\x06', 'latin1'), last, comment, end.after ?? Buffer.alloc(0));
  return Buffer.concat(parts);
}

/** An honest ZIP of these files. */
export function zipOf(files: ReadonlyMap<string, Buffer>): Buffer {
  return rawZip([...files].map(([name, data]) => ({ name, data, stored: name.startsWith('tile/0') })));
}

function named(fields: Buffer, name: string): Buffer {
  const own = Buffer.from(fields);
  own.writeUInt16LE(Buffer.byteLength(name), 22);
  return own;
}
