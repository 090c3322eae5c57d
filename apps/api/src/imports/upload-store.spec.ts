import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UploadStore, type UploadedImport } from './upload-store.js';

const TOLD = { kind: 'claims', sheet: null, mapping: null, uploadedBy: 'Field office' } as const;
const EIGHT_DAYS_AGO = new Date(Date.now() - 8 * 24 * 3_600_000);

async function* body(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('id,figure\n');
}

describe('the uploads of uploaded tables', () => {
  let folder: string;
  let uploads: UploadStore;
  const keep = async (): Promise<UploadedImport> => {
    await using upload = await uploads.receive(body());
    return await uploads.keep(upload, TOLD);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'homeward-uploads-'));
    uploads = new UploadStore(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('keeps a table with what was told of it, for its owner alone', async () => {
    const kept = await keep();
    expect(await uploads.find(kept.id)).toEqual(kept);
    expect(readFileSync(uploads.tableOf(kept.id), 'utf8')).toBe('id,figure\n');
    expect(readdirSync(folder)).toEqual([kept.id]);
  });

  it('has nothing of a table that could not be kept', async () => {
    await using upload = await uploads.receive(body());
    rmSync(upload.file);
    await expect(uploads.keep(upload, TOLD)).rejects.toMatchObject({ code: 'ENOENT' });
    expect([await uploads.list(), readdirSync(folder)]).toEqual([[], []]);
  });

  it('removes a table after seven days, and remembers that it was there', async () => {
    const kept = await keep();
    const note = join(folder, kept.id, 'import.json');
    writeFileSync(note, JSON.stringify({ ...kept, uploadedAt: EIGHT_DAYS_AGO.toISOString() }));
    const other = await keep();
    expect([uploads.hasTable(kept.id), uploads.hasTable(other.id)]).toEqual([false, true]);
    expect((await uploads.list()).map(({ id }) => id)).toEqual([other.id, kept.id]);
  });

  it('removes what was cut off while it was taken in, once nobody can be at it any more', async () => {
    const [old, young] = ['draft-old', 'draft-young'].map((name) => join(folder, name)) as [string, string];
    for (const draft of [old, young]) {
      mkdirSync(draft);
      writeFileSync(join(draft, 'table'), 'id,figure\n');
    }
    utimesSync(old, EIGHT_DAYS_AGO, EIGHT_DAYS_AGO);
    await keep();
    expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
  });
});
