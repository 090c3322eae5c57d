import { problemOfFiles } from './open-files.js';

describe('how many files the server may open', () => {
  it.each([256, 1_024, Infinity])('may be %d', (most) => expect(problemOfFiles(most)).toBeUndefined());

  it.each([0, 100, 255])('may not be %d', (most) => {
    expect(problemOfFiles(most)).toMatch(new RegExp(`at least 256 .*may open ${most}\\..*ulimit -n 4096`));
  });
});
