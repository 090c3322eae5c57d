import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { receive, type ImportKind, type Upload } from '#imports';

/** A table that was uploaded, and what its sender said of it. */
export interface UploadedImport {
  readonly id: string;
  readonly kind: ImportKind;
  readonly sheet: string | null;
  /** The mapping as it was sent, and its fingerprint. */
  readonly mapping: string | null;
  readonly mappingSha256: string | null;
  /** Of the table, in lower-case hex. */
  readonly sha256: string;
  readonly uploadedBy: string;
  /** RFC 3339 instant. */
  readonly uploadedAt: string;
}

/** So long a table that nobody applies is kept: it may hold more than is to be recorded. */
const KEPT_MS = 7 * 24 * 3_600_000;

const TABLE = 'table';
const NOTE = 'import.json';

/** Keeps uploaded tables between the dry run and the recording: each in a folder of its own, by the import's id. */
export class UploadStore {
  constructor(private readonly folder: string) {}

  /** Takes a table in, to be kept or disposed of. @throws Unreadable file-too-large */
  async receive(body: AsyncIterable<Uint8Array>): Promise<Upload> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await this.clear();
    return receive(body, this.folder);
  }

  /** Keeps a table that was taken in: it is there with what was told of it, or not at all. */
  async keep(
    upload: Upload,
    told: Pick<UploadedImport, 'kind' | 'sheet' | 'mapping' | 'uploadedBy'>,
  ): Promise<UploadedImport> {
    const id = randomUUID();
    const { mapping } = told;
    const mappingSha256 = mapping === null ? null : createHash('sha256').update(mapping).digest('hex');
    const shelved = { id, ...told, mappingSha256, sha256: upload.sha256, uploadedAt: new Date().toISOString() };
    const draft = join(this.folder, `draft-${id}`);
    try {
      await mkdir(draft, { mode: 0o700 });
      await rename(upload.file, join(draft, TABLE));
      await writeFile(join(draft, NOTE), JSON.stringify(shelved), { mode: 0o600, flush: true });
      await rename(draft, join(this.folder, id));
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      throw error;
    }
    return shelved;
  }

  /** What was told of an upload; undefined for an id that none has. */
  async find(id: string): Promise<UploadedImport | undefined> {
    if (!/^[0-9a-f-]{36}$/.test(id)) return undefined;
    const note = await readFile(join(this.folder, id, NOTE), 'utf8').catch(() => undefined);
    return note === undefined ? undefined : (JSON.parse(note) as UploadedImport);
  }

  /** All uploads, the newest first. */
  async list(): Promise<UploadedImport[]> {
    const names = await readdir(this.folder).catch(() => []);
    const found = await Promise.all(names.map((name) => this.find(name)));
    return found.filter((one) => one !== undefined).sort((a, b) => (a.uploadedAt < b.uploadedAt ? 1 : -1));
  }

  tableOf(id: string): string {
    return join(this.folder, id, TABLE);
  }

  hasTable(id: string): boolean {
    return existsSync(this.tableOf(id));
  }

  /** Removes the table; what was told of it stays. */
  async discard(id: string): Promise<void> {
    await rm(this.tableOf(id), { force: true });
  }

  /** Removes tables whose time is over, and what was cut off while it was taken in. */
  private async clear(): Promise<void> {
    const before = Date.now() - KEPT_MS;
    for (const name of await readdir(this.folder)) {
      const shelved = await this.find(name);
      const path = join(this.folder, name);
      if (shelved === undefined) {
        // It may be gone by now: others take tables in at the same time.
        const at = (await stat(path).catch(() => undefined))?.mtimeMs ?? before;
        if (at < before) await rm(path, { recursive: true, force: true });
      } else if (Date.parse(shelved.uploadedAt) < before) await this.discard(name);
    }
  }
}
