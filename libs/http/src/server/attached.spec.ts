import { Attached } from './attached.js';

describe('what is attached to an object', () => {
  const notes = new Attached<{ readonly text: string }>();
  const object = { a: 1 };
  notes.attach(object, { text: 'apart' });

  it('is found again, and nothing where nothing was attached', () => {
    expect(notes.of(object)).toEqual({ text: 'apart' });
    expect(notes.of({})).toBeUndefined();
    expect(new Attached().of(object)).toBeUndefined();
  });

  it('is no part of it: no copy has it', () => {
    expect(Reflect.ownKeys({ ...object })).toEqual(['a']);
    expect(notes.of(structuredClone(object))).toBeUndefined();
    expect(JSON.stringify(object)).toBe('{"a":1}');
  });
});
