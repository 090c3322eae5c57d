import { ArrayMaxSize, IsIn, IsInt, Length, Max, Min, validateSync } from 'class-validator';
import fc from 'fast-check';
import { cohortUseCases, exchangeUseCases, nestedType, RecordExchange, RegisterCohort } from '#cases';
import { rulesOf, type Class } from './compile.js';
import { Invalid, validate, type Fault } from './validate.js';

const REGISTRATION = {
  cohortId: 'ru-pow-2025-08-24',
  name: 'Russian servicemen',
  category: 'prisoner-of-war',
  powerOfOrigin: 'RU',
  detainingPower: 'UA',
  headcount: { kind: 'exact', value: 146 },
};

function problemsOf(type: Class, body: unknown): readonly Fault[] {
  try {
    validate(type, body);
    return [];
  } catch (error) {
    if (error instanceof Invalid) return error.problems;
    throw error;
  }
}

describe('a body that is read as a command', () => {
  it('becomes an instance of the command, nested objects of their own classes', () => {
    const command = validate(RegisterCohort, { ...REGISTRATION, basis: { source: 'ru-mod' } });
    expect(command).toBeInstanceOf(RegisterCohort);
    expect(command.basis).toBeInstanceOf(nestedType(RegisterCohort, 'basis')!);
    expect(JSON.parse(JSON.stringify(command))).toEqual({ ...REGISTRATION, basis: { source: 'ru-mod' } });
  });

  it('has its text in NFC', () => {
    const basis = { source: 'ru-mod', url: 'https://cafe\u0301.example/' };
    const command = validate(RegisterCohort, { ...REGISTRATION, name: 'Cafe\u0301', basis });
    expect([command.name, command.basis!.url]).toEqual(['Caf\u00e9', 'https://caf\u00e9.example/']);
  });

  it.each([
    [{ ...REGISTRATION, rank: 'private' }, '/rank', 'unknown-field'],
    [{ ...REGISTRATION, 'a/b~c': 1 }, '/a~1b~0c', 'unknown-field'],
    [JSON.parse('{"__proto__": {"cohortId": "a"}}') as object, '/__proto__', 'unknown-field'],
    [{ ...REGISTRATION, powerOfOrigin: 'USSR' }, '/powerOfOrigin', 'country'],
    [{ ...REGISTRATION, name: undefined }, '/name', 'required'],
    [{ ...REGISTRATION, name: 7 }, '/name', 'text'],
    [{ ...REGISTRATION, headcount: { kind: 'exact', value: -1 } }, '/headcount/value', 'people'],
    [{ ...REGISTRATION, headcount: { kind: 'many' } }, '/headcount/kind', 'figure-kind'],
    [{ ...REGISTRATION, basis: [] }, '/basis', 'object'],
    [{ ...REGISTRATION, basis: { source: 'a', url: 'telegram' } }, '/basis/url', 'url'],
    [[REGISTRATION], '', 'object'],
    ['text', '', 'object'],
    [null, '', 'object'],
  ])('is refused where it is wrong: %j', (body, pointer, code) => {
    expect(problemsOf(RegisterCohort, body)).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  it('points into the leg that is wrong', () => {
    const legs = [{ cohortId: 'a' }, { register: { ...REGISTRATION, category: 'soldier' } }];
    const problems = problemsOf(RecordExchange, { exchangeId: 'x', legs });
    expect(problems.map(({ pointer }) => pointer)).toEqual(['/legs/1/register/category']);
    expect(problems[0]!.detail).toBe('category must be one of the following values: prisoner-of-war, civilian');
  });

  it('does not list thousands of problems', () => {
    const legs = Array.from({ length: 100 }, () => ({ a: 1, b: 2 }));
    expect(problemsOf(RecordExchange, { exchangeId: 'x', legs })).toHaveLength(50);
  });

  it('tells the first thing that is wrong with a field, in the order of its declaration', () => {
    class Page {
      @IsInt()
      @Min(1)
      @Max(200)
      limit!: number;
    }
    expect(problemsOf(Page, { limit: 'x' })).toMatchObject([{ code: 'whole-number' }]);
    expect(problemsOf(Page, { limit: 0 })).toEqual([
      { pointer: '/limit', code: 'too-small', detail: 'limit must not be less than 1', facts: { min: 1 } },
    ]);
  });

  it('says what a field may be where that is numbers or words, for clients that word it themselves', () => {
    class Group {
      @Length(1, 5)
      name!: string;
      @IsIn(['RU', 'UA'])
      power!: string;
      @ArrayMaxSize(1)
      services!: string[];
    }
    const facts = problemsOf(Group, { name: 'much too long', power: 'FR', services: ['a', 'b'], other: 1 }).map(
      (fault) => [fault.pointer, fault.facts],
    );
    expect(Object.fromEntries(facts)).toEqual({
      '/name': { min: 1, max: 5 },
      '/power': { choices: ['RU', 'UA'] },
      '/services': { max: 1 },
      '/other': { fields: ['name', 'power', 'services'] },
    });
  });
});

describe('what is refused', () => {
  const commands = [...cohortUseCases, ...exchangeUseCases].map(({ command }) => command as Class);

  it.each(commands.map((command) => [command.name, command] as const))(
    'is what class-validator refuses, for %s',
    (_, command) => {
      fc.assert(
        fc.property(bodyOf(command), (body) => {
          const refused = new Set(
            problemsOf(command, structuredClone(body)).map(({ pointer }) => pointer.split('/')[1]),
          );
          const options = { whitelist: true, forbidNonWhitelisted: true };
          const expected = new Set(validateSync(asInstance(command, body), options).map(({ property }) => property));
          expect(refused).toEqual(expected);
        }),
        { numRuns: 300 },
      );
    },
  );
});

/** The reference: the body as class-validator wants it, whatever is in it. */
function asInstance(type: Class, body: unknown): object {
  if (typeof body !== 'object' || body === null) return body as object;
  const instance = new type() as Record<string, unknown>;
  for (const [name, value] of Object.entries(body)) {
    const nested = nestedType(type, name);
    if (nested === undefined) instance[name] = value;
    else
      instance[name] = Array.isArray(value) ? value.map((item) => asInstance(nested, item)) : asInstance(nested, value);
  }
  return instance;
}

const GOOD: Record<string, readonly unknown[]> = {
  isISO31661Alpha2: ['RU', 'UA', 'BY'],
  isFigure: [{ kind: 'exact', value: 146 }, { kind: 'between', low: 1, high: 2 }, { kind: 'not-stated' }],
  isEdtf: ['2025-08-24', '2022-21', '2025-08', '../2022-05'],
  isUuid: ['6f5d7c1e-0c5c-5b0e-9d43-2f6a1c7b8e90'],
  isUrl: ['https://t.me/example'],
  isInt: [1, -1],
  equals: [true, false],
  matches: ['ru-pow-2025-08-24'],
  isString: ['some text'],
};
const JUNK = [
  null,
  0,
  -5,
  1.5,
  '',
  'x'.repeat(2_001),
  'RU',
  true,
  [],
  {},
  [null],
  [[]],
  { kind: 'exact' },
  ['RU', 'RU'],
];

const LEFT_OUT = Symbol('left out');

/** Bodies most of whose fields are right. */
function bodyOf(type: Class): fc.Arbitrary<object> {
  const fields = [...rulesOf(type).fields.values()].map(({ name, checks, nested }) => {
    const each = checks.some((check) => check.each || check.name === 'isArray');
    const item = nested === undefined ? goodFor(checks) : bodyOf(nested.type);
    const good = each ? fc.array(item, { maxLength: 3 }) : item;
    const value = fc.oneof(
      { arbitrary: good, weight: 20 },
      { arbitrary: fc.constant(LEFT_OUT), weight: 2 },
      { arbitrary: fc.constantFrom<unknown>(...JUNK), weight: 1 },
      { arbitrary: good.map((right) => [right]), weight: 1 },
    );
    return [name, value] as const;
  });
  const unheardOf = fc.constantFrom(...Array.from({ length: 19 }, () => LEFT_OUT), 'unheard of');
  return fc
    .record({ ...Object.fromEntries(fields), unheardOf })
    .map((body) => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== LEFT_OUT)));
}

function goodFor(checks: readonly { readonly name: string; readonly constraints: unknown[] }[]): fc.Arbitrary<unknown> {
  const choice = checks.find(({ name }) => name === 'isIn');
  if (choice !== undefined) return fc.constantFrom(...(choice.constraints[0] as unknown[]));
  const values = checks.map(({ name }) => GOOD[name]).find((good) => good !== undefined);
  return fc.constantFrom<unknown>(...(values ?? JUNK));
}
