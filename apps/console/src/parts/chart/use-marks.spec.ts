import { nextMark } from './use-marks.js';

describe('the keys of a chart', () => {
  it.each([
    ['ArrowRight', 1, 2],
    ['ArrowDown', 2, 2],
    ['ArrowLeft', 0, 0],
    ['ArrowUp', 2, 1],
    ['Home', 2, 0],
    ['End', 0, 2],
  ])('%s leads from mark %d to mark %d', (key, from, to) => {
    expect(nextMark(key, from, 3)).toBe(to);
  });

  it('leave all other keys alone', () => {
    expect(nextMark('Tab', 1, 3)).toBeNull();
  });
});
