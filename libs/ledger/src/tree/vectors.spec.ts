import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyConsistency, verifyInclusion } from './verification.js';

interface Vector {
  readonly desc: string;
  readonly file: string;
  readonly wantErr: boolean;
  readonly proof: readonly string[] | null;
}

interface InclusionVector extends Vector {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string;
  readonly leafHash: string;
}

interface ConsistencyVector extends Vector {
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
}

const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');

async function load<V>(name: string): Promise<V[]> {
  return JSON.parse(await readFile(join(process.cwd(), 'test/data', name), 'utf8')) as V[];
}

describe('the vectors of transparency-dev/merkle', () => {
  it('of inclusion proofs are answered as they say', async () => {
    const vectors = await load<InclusionVector>('rfc9162-inclusion.json');
    expect(vectors).toHaveLength(98);
    const answers = vectors.map(({ leafIdx, treeSize, root, leafHash, proof }) =>
      verifyInclusion({
        index: leafIdx,
        size: treeSize,
        leaf: bytes(leafHash),
        root: bytes(root),
        proof: (proof ?? []).map(bytes),
      }),
    );
    expect(vectors.filter(({ wantErr }, at) => answers[at] === wantErr)).toEqual([]);
  });

  it('of consistency proofs are answered as they say', async () => {
    const vectors = await load<ConsistencyVector>('rfc9162-consistency.json');
    expect(vectors).toHaveLength(98);
    const answers = vectors.map(({ size1, size2, root1, root2, proof }) =>
      verifyConsistency({
        oldSize: size1,
        newSize: size2,
        oldRoot: bytes(root1),
        newRoot: bytes(root2),
        proof: (proof ?? []).map(bytes),
      }),
    );
    expect(vectors.filter(({ wantErr }, at) => answers[at] === wantErr)).toEqual([]);
  });
});
