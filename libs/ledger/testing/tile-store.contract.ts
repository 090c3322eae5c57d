import {
  EMPTY_STATE,
  grow,
  inclusionProof,
  leafHash,
  nodesOf,
  rootOf,
  tileWidth,
  verifyInclusion,
  type TileReader,
} from '../src/index.js';

/** A log's tree that is open for one test. */
export interface OpenTiles {
  readonly reader: TileReader;
  /** Appends these entries to the log, as anyone who writes it does. */
  append(entries: readonly Buffer[]): Promise<void>;
  close(): Promise<void>;
}

export interface TileStoreUnderTest {
  readonly name: string;
  /** An empty log. */
  open(): Promise<OpenTiles>;
  /** Makes the n-th entry, where the log takes only such as it knows. */
  readonly entry?: (n: number) => Buffer;
}

/** What every keeper of a log's tree holds to. */
export function tileStoreContract({ name, open, entry = (n) => Buffer.from(`entry ${n}`) }: TileStoreUnderTest): void {
  const entries = (count: number): Buffer[] => Array.from({ length: count }, (_, n) => entry(n));

  describe(`the tiles in ${name}`, () => {
    let tiles: OpenTiles;
    beforeEach(async () => {
      tiles = await open();
    });
    afterEach(() => tiles.close());

    it('are those of an empty tree at first', async () => {
      expect(await tiles.reader.state()).toEqual(EMPTY_STATE);
      await expect(tiles.reader.hashes(0, 0, 1)).rejects.toThrow(RangeError);
      await expect(tiles.reader.entries(0, 1)).rejects.toThrow(RangeError);
    });

    it('grow as the entries come', async () => {
      const all = entries(600);
      for (const [from, until] of [
        [0, 1],
        [1, 2],
        [2, 255],
        [255, 256],
        [256, 513],
        [513, 600],
      ] as const) {
        await tiles.append(all.slice(from, until));
        const { state } = grow(EMPTY_STATE, all.slice(0, until).map(leafHash));
        expect(await tiles.reader.state()).toEqual(state);
      }
    });

    it('hold the hashes of each level, full and partial', async () => {
      const all = entries(600);
      await tiles.append(all);
      const { hashes } = grow(EMPTY_STATE, all.map(leafHash));
      const part = (level: number, number: number, width: number): Buffer => {
        const own = hashes.filter((hash) => hash.level === level).slice(number * 256, number * 256 + width);
        return Buffer.concat(own.map(({ hash }) => hash));
      };
      for (const [level, number, width] of [
        [0, 0, 256],
        [0, 0, 3],
        [0, 1, 256],
        [0, 2, 88],
        [1, 0, 2],
        [1, 0, 1],
      ] as const) {
        expect(await tiles.reader.hashes(level, number, width)).toEqual(part(level, number, width));
      }
    });

    it('hold the entries, byte for byte', async () => {
      const all = entries(300);
      await tiles.append(all);
      expect(await tiles.reader.entries(0, 256)).toEqual(all.slice(0, 256));
      expect(await tiles.reader.entries(1, 44)).toEqual(all.slice(256));
      expect(await tiles.reader.entries(1, 2)).toEqual(all.slice(256, 258));
    });

    it('refuse what the log has not grown to', async () => {
      await tiles.append(entries(300));
      await expect(tiles.reader.hashes(0, 1, 45)).rejects.toThrow(RangeError);
      await expect(tiles.reader.hashes(0, 2, 1)).rejects.toThrow(RangeError);
      await expect(tiles.reader.hashes(1, 0, 2)).rejects.toThrow(RangeError);
      await expect(tiles.reader.hashes(2, 0, 1)).rejects.toThrow(RangeError);
      await expect(tiles.reader.entries(1, 45)).rejects.toThrow(RangeError);
      expect(tileWidth(1, 0, 300)).toBe(1);
    });

    it('prove every entry, also in the tree as it was before', async () => {
      const all = entries(520);
      await tiles.append(all);
      for (const size of [1, 256, 300, 520]) {
        const root = rootOf(grow(EMPTY_STATE, all.slice(0, size).map(leafHash)).state);
        for (const index of [0, Math.floor(size / 2), size - 1]) {
          const proof = await inclusionProof(nodesOf(tiles.reader, size), index, size);
          expect(verifyInclusion({ index, size, leaf: leafHash(all[index]!), root, proof })).toBe(true);
        }
      }
    });
  });
}
