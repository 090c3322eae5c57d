import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { WalRoom } from './wal-room.js';

const MIB = 2 ** 20;

describe('room in a write-ahead log', () => {
  let folder: string;
  let file: string;
  let db: Database.Database;
  let room: WalRoom;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'homeward-room-'));
    file = join(folder, 'log.db');
    db = new Database(file);
    db.pragma('journal_mode = WAL');
    db.exec('CREATE TABLE rows (n INTEGER PRIMARY KEY, text TEXT) STRICT');
    room = new WalRoom(file);
  });
  afterEach(() => {
    room.close();
    db.close();
    rmSync(folder, { recursive: true });
  });

  const write = (rows: number): void => {
    for (let n = 0; n < rows; n++) db.prepare('INSERT INTO rows (text) VALUES (?)').run('x'.repeat(1_000));
  };
  const length = (): number => statSync(`${file}-wal`).size;

  it('is made once some records were written, and again when it is used up', () => {
    write(1);
    const before = length();
    room.keep(1);
    expect(length()).toBe(before);
    room.keep(7);
    expect(length()).toBe(before + MIB);

    write(8);
    room.keep(8);
    expect(length()).toBe(before + MIB);
    while (length() === before + MIB) write(1);
    const usedUp = length();
    room.keep(8);
    expect(length()).toBe(usedUp + MIB);
  });

  it('changes nothing of what is read, not even after a crash', () => {
    write(20);
    room.keep(20);
    write(20);
    for (const suffix of ['', '-wal']) copyFileSync(file + suffix, join(folder, `crashed.db${suffix}`));
    const crashed = new Database(join(folder, 'crashed.db'));
    expect(crashed.prepare('SELECT count(*) FROM rows').pluck().get()).toBe(40);
    expect(crashed.pragma('integrity_check', { simple: true })).toBe('ok');
    crashed.prepare('INSERT INTO rows (text) VALUES (?)').run('afterwards');
    expect(crashed.prepare('SELECT count(*) FROM rows').pluck().get()).toBe(41);
    crashed.close();
  });

  it('goes with the file when the database is closed', () => {
    write(1);
    room.keep(8);
    room.close();
    db.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
  });

  it('is done without where the file cannot be written to', () => {
    expect(() => new WalRoom(join(folder, 'nowhere.db')).keep(8)).not.toThrow();
  });
});
