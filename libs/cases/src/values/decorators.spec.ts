import { IsOptional } from 'class-validator';
import { refusedFields } from '../../testing/case-files.js';
import {
  IsCountry,
  IsEdtf,
  IsFigure,
  IsId,
  IsLine,
  IsProse,
  Nested,
  nestedType,
  NotWith,
  problemsInside,
} from './decorators.js';

class Inner {
  @IsId()
  id!: string;
}

class Outer {
  @IsOptional()
  @IsLine()
  name?: unknown;

  @IsOptional()
  @IsProse()
  reason?: unknown;

  @IsOptional()
  @IsFigure()
  figure?: unknown;

  @IsOptional()
  @IsEdtf()
  date?: unknown;

  @IsOptional()
  @IsCountry()
  country?: unknown;

  @IsOptional()
  @IsCountry({ each: true })
  countries?: unknown;

  @IsOptional()
  @NotWith('date')
  instead?: unknown;

  @IsOptional()
  @Nested(() => Inner)
  inner?: unknown;

  @IsOptional()
  @Nested(() => Inner, { each: true })
  inners?: unknown;
}

class Heir extends Outer {}

describe('a field that is checked', () => {
  it.each<[string, object]>([
    ['a figure', { figure: { kind: 'exact', value: 146 } }],
    ['a date', { date: '2022-21' }],
    ['a country', { country: 'BY' }],
    ['countries', { countries: ['AE', 'TR'] }],
    ['one of two fields that exclude each other', { instead: 1, date: null }],
    ['an object', { inner: { id: 'ru-pow-2025-08-24' } }],
    ['a list', { inners: [{ id: 'a' }, { id: 'b' }] }],
    ['a name', { name: 'Штаб № 1, «Größe» 大小 שלום' }],
    ['a reason of two lines', { reason: 'first\n\tsecond\r\n' }],
    ['nothing', {}],
  ])('may be %s', (_, body) => {
    expect(refusedFields(Outer, body)).toEqual([]);
  });

  it.each<[field: string, object]>([
    ['figure', { figure: { kind: 'exact', value: -1 } }],
    ['date', { date: '2025-02-30' }],
    ...['a\nb', 'a\tb', 'a\0', 'a\u001B[2J', 'a\u0085', 'a\u2028b', 'ngo\u202Egro.elpmaxe', 'a\u2066b', 7].map(
      (name): [string, object] => ['name', { name }],
    ),
    ...['a\0', 'a\u001B[2J', 'a\u202Eb', 'a\u2069'].map((reason): [string, object] => ['reason', { reason }]),
    ['country', { country: 'by' }],
    ['country', { country: 'By' }],
    ['country', { country: 'SU' }],
    ['country', { country: 'BLR' }],
    ['country', { country: ['BY'] }],
    ['countries', { countries: ['AE', 'ru'] }],
    ['instead', { instead: 1, date: '2025' }],
    ['inner', { inner: [{ id: 'a' }] }],
    ['inner', { inner: 'a' }],
    ['inner', { inner: {} }],
    ['inners', { inners: { id: 'a' } }],
    ['inners', { inners: [{ id: 'a' }, { id: '-' }] }],
  ])('is refused: %s in %j', (field, body) => {
    expect(refusedFields(Outer, body)).toEqual([field]);
  });

  it('tells more of what is wrong inside a figure', () => {
    expect(problemsInside('isFigure')!({ kind: 'exact', value: -1 })).toMatchObject([{ pointer: '/value' }]);
    expect(problemsInside('isEdtf')).toBeUndefined();
  });

  it('knows the class of what it nests, also where it is inherited', () => {
    expect(nestedType(Heir, 'inner')).toBe(Inner);
    expect(nestedType(Heir, 'figure')).toBeUndefined();
  });
});

describe('an id', () => {
  it.each(['a', '7', 'ru-pow-2025-08-24', 'a'.repeat(100)])('may be %s', (id) => {
    expect(refusedFields(Inner, { id })).toEqual([]);
  });

  it.each(['', '-', '-a', 'a-', 'A', 'ä', 'a b', 'a/b', 'a\n', '../a', 'a'.repeat(101), 7, null, undefined, {}])(
    'is not %j',
    (id) => expect(refusedFields(Inner, { id })).toEqual(['id']),
  );
});
