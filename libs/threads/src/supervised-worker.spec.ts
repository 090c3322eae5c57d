import { setTimeout as pause } from 'node:timers/promises';
import { SupervisedWorker, supervisedThreads, type SupervisedOptions } from './supervised-worker.js';

/** Answers what it is told, ends by itself when told so, and breaks down when told so. */
const ECHO = `
  import { parentPort, workerData } from 'node:worker_threads';
  if (workerData === 'broken') throw new Error('cannot be started');
  parentPort.on('message', (message) => {
    if (message === 'end') process.exit(0);
    if (message === 'stop' && workerData !== 'deaf') parentPort.close();
    if (message === 'break') throw new Error('broke in the middle');
    parentPort.postMessage(message);
  });
  parentPort.postMessage('ready');
`;

const started: SupervisedWorker<string, string>[] = [];
afterEach(async () => {
  for (const worker of started.splice(0)) await worker.stop(0);
});

function echo(options: Partial<SupervisedOptions<string, string>> = {}) {
  const messages: string[] = [];
  const breakdowns: string[] = [];
  const worker = new SupervisedWorker<string, string>({
    name: 'echo',
    code: new URL(`data:text/javascript,${encodeURIComponent(ECHO)}`),
    again: 'always',
    pauses: { first: 1, longest: 8 },
    farewell: 'stop',
    saysReady: (message) => message === 'ready',
    onMessage: (message) => messages.push(message),
    onBreakdown: ({ message }) => breakdowns.push(message),
    ...options,
  });
  started.push(worker);
  return { worker, messages, breakdowns };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(1);
}

describe('given a thread that is always to run', () => {
  it('runs it, and says so', async () => {
    const { worker, messages } = echo();
    await worker.up();
    worker.post('hello');
    await until(() => messages.includes('hello'));
    expect(supervisedThreads()).toEqual([
      { name: 'echo', isNeeded: false, isRunning: true, isFailing: false, breakdowns: 0 },
    ]);
  });

  it('starts it again when it breaks down, and says why it did', async () => {
    const { worker, messages, breakdowns } = echo();
    await worker.up();
    worker.post('break');
    await until(() => messages.filter((message) => message === 'ready').length === 2);
    expect(breakdowns).toEqual(['broke in the middle']);
    expect(worker.status()).toMatchObject({ isRunning: true, breakdowns: 1 });
  });

  it('takes an end that nobody asked for as a breakdown', async () => {
    const { worker, breakdowns } = echo();
    await worker.up();
    worker.post('end');
    await until(() => breakdowns.length === 1);
    expect(breakdowns).toEqual(['the thread echo ended with code 0']);
    await worker.up();
  });

  it('goes on trying one that breaks down at once, and calls it failing', async () => {
    const { worker, breakdowns } = echo({ workerData: 'broken' });
    await expect(worker.up()).rejects.toThrow('cannot be started');
    expect(worker.status()).toMatchObject({ isRunning: false, isFailing: false, breakdowns: 1 });
    await until(() => breakdowns.length >= 4);
    expect(worker.status()).toMatchObject({ isRunning: false, isFailing: true });
  });
});

describe('given a thread that runs when it is needed', () => {
  it('waits after a breakdown until somebody asks for it again', async () => {
    const { worker, messages, breakdowns } = echo({ again: 'when-needed' });
    await worker.up();
    worker.post('break');
    await until(() => breakdowns.length === 1);
    await pause(20);
    expect(worker.status()).toMatchObject({ isRunning: false });
    await Promise.all([worker.up(), worker.up()]);
    expect(messages).toEqual(['ready', 'ready']);
  });
});

describe('given a thread that does one thing and ends', () => {
  it('is neither a breakdown nor started again', async () => {
    const { worker, breakdowns } = echo({ again: 'never' });
    await worker.up();
    worker.post('end');
    await until(() => !worker.status().isRunning);
    expect([breakdowns, supervisedThreads()]).toEqual([[], []]);
  });
});

describe('stopping a thread', () => {
  it('lets it end by itself, and does not start it again', async () => {
    const { worker, breakdowns } = echo();
    await worker.up();
    await worker.stop(60_000);
    expect(supervisedThreads()).toEqual([]);
    await expect(worker.up()).rejects.toThrow('was stopped');
    expect(breakdowns).toEqual([]);
  });

  it('ends one that does not listen', async () => {
    const { worker } = echo({ workerData: 'deaf' });
    await worker.up();
    await worker.stop(1);
    expect(worker.status()).toMatchObject({ isRunning: false });
  });

  it('does not wait for a pause to be over', async () => {
    const { worker, breakdowns } = echo({ workerData: 'broken', pauses: { first: 3_600_000, longest: 3_600_000 } });
    await expect(worker.up()).rejects.toThrow('cannot be started');
    const again = worker.up();
    await worker.stop(0);
    await expect(again).rejects.toThrow('was stopped');
    expect(breakdowns).toHaveLength(1);
  });
});
