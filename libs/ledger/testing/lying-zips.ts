import { rawZip, type RawFile } from './raw-zip.js';
import type { Files } from './sample-bundle.js';

const withFile = (files: Files, name: string, lie: Partial<RawFile>): Buffer =>
  rawZip([...files].map(([each, data]) => ({ name: each, data, ...(each === name ? lie : {}) })));

/** ZIPs of a bundle of 20 records, each with one lie in it: about a name, a size, a sum, or what stands between. */
export function lyingZips(files: Files): Buffer[] {
  const honest = [...files].map(([name, data]): RawFile => ({ name, data }));
  const with20 = 'tile/entries/000.p/20';
  const also = (lie: RawFile): Buffer => rawZip([...honest, lie]);
  const bomb = Buffer.alloc(30_000_000, 0x20);
  return [
    also({ name: '../../etc/passwd', data: Buffer.from('x') }),
    also({ name: '/etc/passwd', data: Buffer.from('x') }),
    also({ name: 'tile\\0\\000', data: Buffer.from('x') }),
    also({ name: 'tile/0/../0/000', data: Buffer.from('x') }),
    also({ name: 'tile/', data: Buffer.alloc(0) }),
    also({ name: 'more.txt', data: Buffer.from('x') }),
    also({ name: 'x'.repeat(60_000), data: Buffer.from('x') }),
    also({ name: 'checkpoint\0', data: Buffer.from('x') }),
    also({ name: 'Checkpoint', data: Buffer.from('x') }),
    also(honest[0]!),
    also({ ...honest.find(({ name }) => name === with20)!, data: Buffer.from('x') }),
    withFile(files, with20, { data: bomb }),
    withFile(files, with20, { data: bomb, size: 1_000 }),
    withFile(files, with20, { size: 0xfffffffe }),
    withFile(files, with20, { packedSize: 0xfffffffe }),
    withFile(files, with20, { size: files.get(with20)!.length - 1 }),
    withFile(files, with20, { size: files.get(with20)!.length + 1 }),
    withFile(files, with20, { packedSize: 100 }),
    withFile(files, with20, { crc: 1 }),
    withFile(files, with20, { localName: 'tile/entries/001.p/20' }),
    withFile(files, with20, { method: 12 }),
    withFile(files, with20, { method: 0 }),
    withFile(files, with20, { flags: 1 }),
    withFile(files, with20, { extra: Buffer.alloc(1_000) }),
    withFile(files, with20, { comment: 'x' }),
    withFile(files, 'manifest.json', { data: Buffer.alloc(257 * 1_048_576, 0x20) }),
    rawZip(honest, { comment: 'x' }),
    rawZip(honest, { count: 0 }),
    rawZip(honest, { count: honest.length + 1 }),
    rawZip(honest, { count: honest.length - 1 }),
    rawZip(honest, { directoryAt: 0 }),
    rawZip(honest, { between: Buffer.from('x') }),
    rawZip(honest, { after: Buffer.from('x') }),
    rawZip([]),
    Buffer.alloc(0),
    Buffer.from('PK'),
    Buffer.alloc(100_000),
  ];
}
