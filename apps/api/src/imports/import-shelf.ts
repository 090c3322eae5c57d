import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { receive, type ImportKind, type Upload } from '#imports';

/** A table that was uploaded, and what its sender said of it. */
export interface ShelvedImport {
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

/** Keeps uploaded tables between the dry run and the recording: each in a folder of its own, by the import's id. */
export class ImportShelf {
  constructor(private readonly folder: string) {}

  /** Takes a table in, to be kept or disposed of. @throws Unreadable file-too-large */
  async receive(body: AsyncIterable<Uint8Array>): Promise<Upload> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await this.clear();
    return receive(body, this.folder);
  }

  /** Keeps a table that was taken in. */
  async keep(
    upload: Upload,
    told: Pick<ShelvedImport, 'kind' | 'sheet' | 'mapping' | 'uploadedBy'>,
  ): Promise<ShelvedImport> {
    const id = randomUUID();
    const { mapping } = told;
    const mappingSha256 = mapping === null ? null : createHash('sha256').update(mapping).digest('hex');
    const shelved = { id, ...told, mappingSha256, sha256: upload.sha256, uploadedAt: new Date().toISOString() };
    await mkdir(join(this.folder, id), { mode: 0o700 });
    await rename(upload.file, this.tableOf(id));
    await writeFile(this.noteOf(id), JSON.stringify(shelved), { mode: 0o600 });
    return shelved;
  }

  /** What was told of an upload; undefined for an id that none has. */
  async find(id: string): Promise<ShelvedImport | undefined> {
    if (!/^[0-9a-f-]{36}$/.test(id)) return undefined;
    const note = await readFile(this.noteOf(id), 'utf8').catch(() => undefined);
    return note === undefined ? undefined : (JSON.parse(note) as ShelvedImport);
  }

  /** All uploads, the newest first. */
  async list(): Promise<ShelvedImport[]> {
    const names = await readdir(this.folder).catch(() => []);
    const found = await Promise.all(names.map((name) => this.find(name)));
    return found.filter((one) => one !== undefined).sort((a, b) => (a.uploadedAt < b.uploadedAt ? 1 : -1));
  }

  tableOf(id: string): string {
    return join(this.folder, id, 'table');
  }

  hasTable(id: string): boolean {
    return existsSync(this.tableOf(id));
  }

  /** Removes the table; what was told of it stays. */
  async discard(id: string): Promise<void> {
    await rm(this.tableOf(id), { force: true });
  }

  private async clear(): Promise<void> {
    const before = new Date(Date.now() - KEPT_MS).toISOString();
    for (const { id, uploadedAt } of await this.list()) if (uploadedAt < before) await this.discard(id);
  }

  private noteOf(id: string): string {
    return join(this.folder, id, 'import.json');
  }
}
