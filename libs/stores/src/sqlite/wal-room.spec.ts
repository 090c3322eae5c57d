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
  const makeRoom = (): void => {
    write(8);
    room.keep(8);
    write(1);
    room.keep(8);
  };
  const length = (): number => statSync(`${file}-wal`).size;

  it('is made again when it is used up, which is looked for after some records', () => {
    makeRoom();
    const before = length();
    write(8);
    room.keep(8);
    expect(length()).toBe(before);
    while (length() === before) write(1);
    const usedUp = length();
    room.keep(7);
    expect(length()).toBe(usedUp);
    room.keep(1);
    expect(length()).toBe(usedUp + MIB);
  });

  it('is not made again by anyone who finds some, as after a crash', () => {
    makeRoom();
    const left = length();
    const next = new WalRoom(file);
    next.keep(8);
    write(8);
    next.keep(8);
    next.close();
    expect(length()).toBe(left);
  });

  it('changes nothing of what is read, not even after a crash', () => {
    makeRoom();
    write(20);
    for (const suffix of ['', '-wal']) copyFileSync(file + suffix, join(folder, `crashed.db${suffix}`));
    const crashed = new Database(join(folder, 'crashed.db'));
    expect(crashed.prepare('SELECT count(*) FROM rows').pluck().get()).toBe(29);
    expect(crashed.pragma('integrity_check', { simple: true })).toBe('ok');
    crashed.prepare('INSERT INTO rows (text) VALUES (?)').run('afterwards');
    expect(crashed.prepare('SELECT count(*) FROM rows').pluck().get()).toBe(30);
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
