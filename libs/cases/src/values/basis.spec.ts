import { refusedFields } from '../../testing/case-files.js';
import { Basis, stated } from './basis.js';

const BASIS = { source: 'ru-mod', url: 'https://t.me/example', publishedOn: '2025-08-24' };

describe('a basis', () => {
  it('counts as F6, "cannot be judged", where nobody graded it', () => {
    expect(stated(BASIS)).toEqual({ ...BASIS, reliability: 'F', credibility: '6' });
    expect(stated({ source: 'ru-mod' })).toEqual({
      source: 'ru-mod',
      url: null,
      publishedOn: null,
      reliability: 'F',
      credibility: '6',
    });
  });

  it('keeps its grade, each half by itself', () => {
    expect(stated({ ...BASIS, reliability: 'B' })).toMatchObject({ reliability: 'B', credibility: '6' });
    expect(stated({ ...BASIS, credibility: '2' })).toMatchObject({ reliability: 'F', credibility: '2' });
  });

  it('names a second source only where one is given', () => {
    expect(stated({ ...BASIS, corroboratedBy: 'ua-kshppv' })).toMatchObject({ corroboratedBy: 'ua-kshppv' });
    expect(Object.keys(stated({ ...BASIS, corroboratedBy: null })!)).not.toContain('corroboratedBy');
  });

  it('is none where none is given', () => {
    expect(stated(null)).toBeNull();
    expect(stated(undefined)).toBeNull();
  });

  it.each<[string, object]>([
    ['source', { source: undefined }],
    ['source', { source: '' }],
    ['url', { url: 'telegram' }],
    ['url', { url: 'javascript:alert(1)' }],
    ['url', { url: 'ftp://example.org/a' }],
    ['publishedOn', { publishedOn: 'yesterday' }],
    ['reliability', { reliability: 'G' }],
    ['credibility', { credibility: 6 }],
    ['corroboratedBy', { corroboratedBy: 'Two sources' }],
  ])('is refused for its %s: %j', (field, change) => {
    expect(refusedFields(Basis, { ...BASIS, ...change })).toEqual([field]);
  });

  it('may be graded A1 to F6', () => {
    expect(refusedFields(Basis, { ...BASIS, reliability: 'A', credibility: '1' })).toEqual([]);
  });
});
