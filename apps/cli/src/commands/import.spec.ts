import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEventStore } from '#stores';
import { ExitCode, Failure } from '../exit-code.js';
import { importCommand } from './import.js';

const HEAD = 'id,date,to_RU_prisoner-of-war,to_UA_prisoner-of-war,source\n';

describe('homeward import', () => {
  const folder = mkdtempSync(join(tmpdir(), 'homeward-import-'));
  const file = join(folder, 'swaps.csv');
  let data: string;
  let printed: string[];
  let made = 0;
  const { log } = console;

  beforeEach(() => {
    data = join(folder, `data-${++made}`);
    mkdirSync(data);
    printed = [];
    console.log = (line: string): void => void printed.push(line);
    rmSync(`${file}.rejects.csv`, { force: true });
  });
  afterEach(() => {
    console.log = log;
    process.exitCode = 0;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const homeward = async (...args: string[]): Promise<string> => {
    printed = [];
    await importCommand()
      .exitOverride()
      .parseAsync([...args, '--data', data], { from: 'user' });
    return printed.join('\n');
  };
  const types = async (): Promise<string[]> => {
    const store = await openEventStore(`sqlite:${join(data, 'log.sqlite')}`, { readOnly: true });
    const all: string[] = [];
    for await (const { type } of store.readAll()) all.push(type);
    await store.close();
    return all;
  };

  it('says what it would do, and does it only where it is told to', async () => {
    writeFileSync(file, `${HEAD}x-1,2025-08-24,146,146,ru-mod\n`);
    expect(await homeward('exchanges', file)).toMatch(/To be recorded[\s\S]*x-1[\s\S]*RecordExchange[\s\S]*dry run/);
    expect(await types()).toEqual([]);

    const id = /homeward import reverse (\S+)/.exec(await homeward('exchanges', file, '--apply'))?.[1];
    expect(await types()).toContain('ExchangeRecorded');
    expect(await homeward('exchanges', file, '--apply')).toContain('There was nothing to record.');

    expect(await homeward('reverse', id!)).toContain('Entries taken back: 1');
    expect(await types()).toContain('ImportReversed');
    expect(process.exitCode).not.toBe(ExitCode.Failed);
  });

  it('records the good rows, and puts the others beside the table with their reasons', async () => {
    writeFileSync(file, `${HEAD}x-1,2025-08-24,many,146,ru-mod\nx-2,2025-08-24,5,5,ru-mod\n`);
    expect(await homeward('exchanges', file, '--apply')).toContain('Nothing was recorded');
    expect(await homeward('exchanges', file, '--apply', '--row-by-row')).toContain('Rows recorded: 1');
    expect(process.exitCode).toBe(ExitCode.Failed);
    expect(readFileSync(`${file}.rejects.csv`, 'utf8')).toContain('2,,invalid,to_RU_prisoner-of-war,figure,');
  });

  it('names what it leaves out, in a file of all of it too', async () => {
    const mapping = `${file}.mapping.json`;
    const columns = { id: 'id', 'to_RU_from_UA_prisoner-of-war': 'n', source: { constant: 'ru-mod' } };
    writeFileSync(mapping, JSON.stringify({ kind: 'exchanges', columns, ignored: ['extra'] }));
    writeFileSync(file, 'id,n,extra\nx-9,5,=sailors too\n');
    const told = await homeward('exchanges', file, '--mapping', mapping);
    expect(told).toMatch(/Left out[\s\S]*x-9[\s\S]*extra[\s\S]*=sailors too[\s\S]*1 cells/);
    expect(readFileSync(`${file}.left-out.csv`, 'utf8')).toContain(`2,x-9,extra,"'=sailors too"`);
    for (const made of [mapping, `${file}.left-out.csv`]) rmSync(made);
  });

  it('leaves no file of rejects where there are none', async () => {
    writeFileSync(file, `${HEAD}x-1,2025-08-24,1,1,ru-mod\n`);
    await homeward('exchanges', file);
    expect(existsSync(`${file}.rejects.csv`)).toBe(false);
  });

  it.each([
    [['exchanges', 'no-such-file'], ExitCode.Usage],
    [['exchanges'], ExitCode.Usage],
    [['totals', file], ExitCode.Failed],
    [['exchanges', file, '--mapping', file], ExitCode.Usage],
    [['reverse', 'no-such-import'], ExitCode.Failed],
  ])('%j ends with code %i', async (args, exitCode) => {
    writeFileSync(file, HEAD);
    await expect(homeward(...args)).rejects.toMatchObject({ exitCode });
    await expect(homeward(...args)).rejects.toBeInstanceOf(Failure);
  });

  it('is refused while a server writes to the log', async () => {
    writeFileSync(file, HEAD);
    const server = await openEventStore(`sqlite:${join(data, 'log.sqlite')}`);
    await expect(homeward('exchanges', file)).rejects.toMatchObject({ exitCode: ExitCode.Unavailable });
    await server.close();
  });

  it('writes a template, and over no file', async () => {
    const template = join(folder, 'template.csv');
    await homeward('totals', template, '--template', 'csv');
    expect(readFileSync(template, 'utf8')).toMatch(/^\uFEFFid,claimant,as_of,total,/);
    await expect(homeward('totals', template, '--template', 'csv')).rejects.toMatchObject({
      exitCode: ExitCode.Usage,
      message: `${template} is there already, and is not written over`,
    });
  });
});
