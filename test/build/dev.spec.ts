import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { until } from '#eventsourcing/testing';
import { SmallTree, tool } from './small-tree.js';

describe('npm run dev', () => {
  it('starts the server, and again with each change that can be compiled', async () => {
    using tree = new SmallTree();
    const dev = spawn(process.execPath, [tool('dev.mjs'), tree.root], { stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    for (const stream of [dev.stdout, dev.stderr]) stream.setEncoding('utf8').on('data', (more) => (printed += more));
    try {
      await until('the server runs', () => printed.includes('Hello, server\n'));
      tree.change('libs/words/src/index.ts', 'Hello', 'Welcome');
      await until('the server runs again', () => printed.includes('Welcome, server\n'));
      tree.change('libs/words/src/index.ts', 'return', 'return return');
      await until('the mistake is told', () => printed.includes('libs/words/src/index.ts cannot be compiled'));
      tree.change('libs/words/src/index.ts', "return return 'Welcome", "return 'Good day");
      await until('the server runs with what was put right', () => printed.includes('Good day, server\n'));
    } finally {
      dev.kill('SIGTERM');
      await once(dev, 'exit');
    }
    expect(printed.match(/, server\n/g)).toHaveLength(3);
  });
});
