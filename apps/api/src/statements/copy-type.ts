import { isUtf8 } from 'node:buffer';
import { fileTypeFromBuffer } from 'file-type';

/** What a stored copy may be: documents, pictures, recordings and archives of pages. Nothing of it is ever run or shown in place. */
export const COPY_TYPES = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'video/mp4',
  'audio/mpeg',
  'application/zip',
  'application/gzip',
  'application/warc',
  'text/html',
  'text/plain',
] as const;
export type CopyType = (typeof COPY_TYPES)[number];

/** What a copy's bytes are, whatever anybody calls them; undefined for what is not kept. */
export async function copyTypeOf(bytes: Uint8Array): Promise<CopyType | undefined> {
  const found = await fileTypeFromBuffer(bytes);
  if (found !== undefined) return COPY_TYPES.find((type) => type === found.mime);
  return isUtf8(bytes) ? textType(Buffer.from(bytes)) : undefined;
}

/** Text has no signature: it is what is UTF-8 without control characters, and a page where it begins like one. */
function textType(bytes: Buffer): CopyType | undefined {
  const start = bytes.toString('utf8', 0, 1_024).trimStart();
  if (/^WARC\/1\.\d\r?\n/.test(start)) return 'application/warc';
  if (bytes.includes(0)) return undefined;
  return /^(?:<!doctype html|<html)[\s>]/i.test(start) ? 'text/html' : 'text/plain';
}
