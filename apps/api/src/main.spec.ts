import { readFileSync } from 'node:fs';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

describe('the server', () => {
  it('is started with the flags of its first line by npm and by Docker, too', () => {
    const flags = /^#!\/usr\/bin\/env -S node (.+)$/m.exec(read('apps/api/src/main.ts'))![1]!.split(' ');
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: { readonly start: string } };
    expect(scripts.start).toContain(` && node ${flags.join(' ')} dist/apps/api/src/main.js`);
    const serverOfDev = /^const SERVER = \[(.+), join\(root, 'dist\/apps\/api\/src\/main\.js'\)\];$/m;
    expect(serverOfDev.exec(read('tools/build/dev.mjs'))![1]).toBe(flags.map((flag) => `'${flag}'`).join(', '));
    const command = ['node', ...flags, 'dist/apps/api/src/main.js'].map((word) => JSON.stringify(word)).join(', ');
    expect(read('Dockerfile')).toContain(`\nCMD [${command}]`);
  });
});
