import fc from 'fast-check';
import { etagOf, etagOfContent, tagsIn } from './etags.js';

/** An answer, and one that may differ in what it says, in where it was made, or in both. */
const answers = fc.record({ position: fc.option(fc.string()), rows: fc.jsonValue(), revision: fc.nat(3) });
const said = ({ position: _, ...content }: object & { readonly position: unknown }): string => JSON.stringify(content);

describe('the ETag of what an answer says', () => {
  it('is the same if and only if the same is said, wherever it was made', () => {
    fc.assert(
      fc.property(answers, answers, fc.boolean(), (a, b, same) => {
        const other = same ? { ...a, position: b.position } : b;
        expect(etagOfContent(a) === etagOfContent(other)).toBe(said(a) === said(other));
      }),
      { numRuns: 1_000 },
    );
  });

  it('begins with the revision, where there is one', () => {
    expect(etagOfContent({ position: '1', revision: 7 } as never)).toMatch(/^"7-[\w-]{22}"$/);
    expect(etagOfContent({ position: '1' })).toMatch(/^"[\w-]{22}"$/);
    expect(etagOf({ position: '1', revision: 7 } as never, '1-2025-08-24')).toBe('"7-1-2025-08-24"');
  });
});

describe('the tags of a header', () => {
  it.each([
    [undefined, []],
    ['', []],
    ['"a"', ['"a"']],
    ['W/"a", "b-1"', ['"a"', '"b-1"']],
  ])('%s are %j', (header, tags) => expect(tagsIn(header)).toEqual(tags));
});
