import fc from 'fast-check';
import { v5 } from 'uuid';
import { uuidV5 } from './uuid-v5.js';

describe('a UUID v5', () => {
  it('is that of the example in RFC 9562, A.4', () => {
    expect(uuidV5('www.example.com', '6ba7b810-9dad-11d1-80b4-00c04fd430c8')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
  });

  it('is what others make of any name in any namespace', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.uuid(), (name, namespace) => {
        expect(uuidV5(name, namespace)).toBe(v5(name, namespace));
        expect(uuidV5(name, namespace.toUpperCase())).toBe(v5(name, namespace));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(['', 'x', '6ba7b810-9dad-11d1-80b4', '6ba7b810-9dad-11d1-80b4-00c04fd430cx'])(
    'has no namespace such as %j',
    (namespace) => {
      expect(() => uuidV5('a', namespace)).toThrow(TypeError);
    },
  );
});
