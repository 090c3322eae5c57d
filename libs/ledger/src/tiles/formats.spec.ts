import fc from 'fast-check';
import { Malformed } from '../malformed.js';
import { parseEntries, printEntries } from './entries.js';
import { parseTilePath, tilePath, tilesOf, tileWidth } from './paths.js';

describe('the path of a tile', () => {
  it.each([
    [{ level: 0, number: 0, width: 256 }, 'tile/0/000'],
    [{ level: 0, number: 1_234_067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 63, number: 999, width: 255 }, 'tile/63/999.p/255'],
    [{ level: 1, number: 1_000, width: 1 }, 'tile/1/x001/000.p/1'],
    [{ level: 'entries', number: 273, width: 112 }, 'tile/entries/273.p/112'],
  ] as const)('of %p is %s', (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  it('is read back as it was printed', () => {
    const level = fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant('entries' as const));
    const tiles = fc.record({ level, number: fc.nat(2 ** 40), width: fc.integer({ min: 1, max: 256 }) });
    fc.assert(fc.property(tiles, (tile) => expect(parseTilePath(tilePath(tile))).toEqual(tile)));
  });

  it.each([
    'tile/64/000',
    'tile/00/000',
    'tile/-1/000',
    'tile/0/0',
    'tile/0/0000',
    'tile/0/x000/001',
    'tile/0/001/002',
    'tile/0/x001/x002',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000.p/',
    'tile/entry/000',
    'tile/0/../000',
    '/tile/0/000',
    'tile/0/000/',
    'tile/0/000\n',
    'tile/0/x999/x999/x999/x999/x999/x999/999',
    '',
  ])('is refused where it is %p', (path) => {
    expect(() => parseTilePath(path)).toThrow(Malformed);
  });

  it('is there for each tile that the specification lists for 70,000 leaves', () => {
    const tiles = [...tilesOf(70_000)];
    const at = (level: number | 'entries', full: boolean): number[] =>
      tiles.filter((tile) => tile.level === level && (tile.width === 256) === full).map(({ width }) => width);
    expect(at(0, true)).toHaveLength(273);
    expect(at(0, false)).toEqual([112]);
    expect(at(1, true)).toHaveLength(1);
    expect(at(1, false)).toEqual([17]);
    expect(at(2, false)).toEqual([1]);
    expect(at('entries', true)).toHaveLength(273);
    expect(at('entries', false)).toEqual([112]);
    expect([...tilesOf(0)]).toEqual([]);
    expect([...tilesOf(256)].map(tilePath)).toEqual(['tile/0/000', 'tile/1/000.p/1', 'tile/entries/000']);
    expect(tileWidth(0, 5, 256)).toBe(0);
  });
});

describe('a bundle of entries', () => {
  const entries = fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 256 });

  it('is read back as it was printed', () => {
    fc.assert(
      fc.property(entries, (entries) => {
        const read = parseEntries(printEntries(entries), entries.length);
        expect(read.map((entry) => [...entry])).toEqual(entries.map((entry) => [...entry]));
      }),
    );
  });

  it('holds entries of 65,535 bytes and no longer ones', () => {
    expect(parseEntries(printEntries([Buffer.alloc(65_535, 7)]), 1)[0]).toHaveLength(65_535);
    expect(() => printEntries([Buffer.alloc(65_536)])).toThrow(RangeError);
  });

  it('is refused where a byte is cut off, or one is too many, or the count is another', () => {
    const bundle = printEntries([Buffer.from('one'), Buffer.from('two')]);
    for (let length = 1; length < bundle.length; length++) {
      expect(() => parseEntries(bundle.subarray(0, length), 2)).toThrow(Malformed);
    }
    expect(() => parseEntries(Buffer.concat([bundle, Buffer.of(0)]), 2)).toThrow(Malformed);
    expect(() => parseEntries(bundle, 1)).toThrow(Malformed);
    expect(() => parseEntries(bundle, 3)).toThrow(Malformed);
  });
});
