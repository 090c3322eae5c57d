import { portions } from './portions.js';

describe('values that one statement cannot name', () => {
  it('are cut into portions that leave none out and keep their order', () => {
    const values = Array.from({ length: 25_000 }, (_, value) => value);
    const cut = [...portions(values)];
    expect(cut.map(({ length }) => length)).toEqual([10_000, 10_000, 5_000]);
    expect(cut.flat()).toEqual(values);
  });

  it('are no portion where there are none', () => expect([...portions([])]).toEqual([]));
});
