import { openLog } from './open-log.js';

describe('a log that cannot be opened', () => {
  it('is told by its file, where it is one', async () => {
    await expect(openLog('--from', 'sqlite:/nowhere/log.sqlite', { readOnly: true })).rejects.toThrow(
      /^--from: .* \(sqlite:\/nowhere\/log\.sqlite\)$/,
    );
  });

  it('is told without its address, where that may hold a password', async () => {
    await expect(openLog('--from', 'elsewhere://admin:secret@host', { readOnly: true })).rejects.not.toThrow(/secret/);
  });
});
