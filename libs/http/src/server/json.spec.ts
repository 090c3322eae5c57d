import fc from 'fast-check';
import { MalformedJson, readJson } from './json.js';

const read = (text: string): unknown => readJson(Buffer.from(text));

function refusal(bytes: Buffer): MalformedJson {
  try {
    readJson(bytes);
  } catch (error) {
    if (error instanceof MalformedJson) return error;
    throw error;
  }
  throw new Error('it was read');
}

describe('a JSON body', () => {
  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 12 }).filter((text) => !text.includes('"__proto__"')),
        (text) => {
          const { isWellFormed } = String.prototype;
          if (/\\u(?:[dD][89a-fA-F]|0000)/.test(text) || !isWellFormed.call(text)) return;
          expect(read(text)).toEqual(JSON.parse(text));
        },
      ),
    );
  });

  it('may be empty', () => expect(read('')).toBeUndefined());

  it.each([
    ['{"a": }', 'line 1, column 7'],
    ['{"a": 1,\n "b" 2}', 'line 2, column 6'],
    ['{"a": 1} x', 'line 1, column 10'],
    ['{"a": 1', 'line 1, column 8'],
    ['nope', 'line 1, column 1'],
    ['{"a": 01}', 'line 1, column 8'],
  ])('that is none is refused with the place: %j', (text, place) => {
    expect(refusal(Buffer.from(text))).toMatchObject({
      code: 'malformed-json',
      detail: expect.stringContaining(place),
    });
  });

  it.each([
    ['{"a": 1, "a": 2}', '/a'],
    ['{"a": [{"b": {"c": 1, "\\u0063": 2}}]}', '/a/0/b/c'],
    ['{"__proto__": 1, "__proto__": 2}', '/__proto__'],
  ])('that says a name twice is refused: %j', (text, pointer) => {
    expect(refusal(Buffer.from(text))).toMatchObject({ code: 'name-repeated', pointer });
  });

  it('keeps a member named __proto__ a member', () => {
    expect(Object.keys(read('{"__proto__": {"a": 1}}') as object)).toEqual(['__proto__']);
  });

  it('that is too deep is refused before it is built', () => {
    expect(read('['.repeat(16) + ']'.repeat(16))).toBeDefined();
    expect(refusal(Buffer.from('['.repeat(200_000))).code).toBe('too-deep');
    expect(refusal(Buffer.from('{"a":'.repeat(17) + '1' + '}'.repeat(17))).code).toBe('too-deep');
    expect(read(JSON.stringify('[{'.repeat(100)))).toBe('[{'.repeat(100));
  });

  it('with half a character or a NUL is refused', () => {
    expect(refusal(Buffer.from('{"a": ["\\ud800"]}'))).toMatchObject({ code: 'text-not-well-formed', pointer: '/a/0' });
    expect(refusal(Buffer.from('{"a": "\\u0000"}')).code).toBe('text-not-well-formed');
    expect(read('{"a": "\\ud83d\\ude00 \\\\u0000"}')).toEqual({ a: '😀 \\u0000' });
  });

  it('that is not UTF-8 is refused', () => {
    expect(refusal(Buffer.from([0x22, 0xff, 0x22])).code).toBe('not-utf-8');
  });
});
