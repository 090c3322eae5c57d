import { STATUS_CODES } from 'node:http';
import { refTo, type JsonSchema, type ProblemCodes } from '#http';

type Schemas = Readonly<Record<string, JsonSchema>>;

/** The type whose members are what refusals saw, by their codes: it is no schema of its own. */
const FACTS = 'RefusalFacts';
/** What every problem has; `code` tells them apart. */
const PROBLEM = 'Problem';

/** Problems that say more than their sentences: each has a schema of its own. */
export class Problems {
  /** The schemas of problems, with all others that they came with. */
  readonly schemas: Schemas;
  /** Those that several operations may be answered with, by their names. */
  readonly responses: Record<string, object> = {};
  /** The schemas that say more, by the codes that they are for. */
  private readonly own = new Map<string, string>();

  /**
   * @param answers the schemas that the build made of types
   * @param kinds what an operation can be, with the codes that it may therefore be refused with
   */
  constructor(
    { [FACTS]: facts, ...answers }: Schemas,
    private readonly kinds: Readonly<Record<string, ProblemCodes>>,
  ) {
    const told = Object.entries(facts!.properties as Schemas).map(([code, schema]) => {
      const name = `${inPascalCase(code)}Problem`;
      this.own.set(code, name);
      return [name, withFacts(answers[PROBLEM]!, code, schema)] as const;
    });
    for (const [name, { properties }] of Object.entries(answers)) {
      if (!/.Problem$/.test(name)) continue;
      for (const code of codesOf((properties as Schemas).code!)) this.own.set(code, name);
    }
    this.schemas = { ...answers, ...Object.fromEntries(told) };
  }

  /**
   * The responses of an operation that are problems.
   * @param kinds what it is
   * @param own codes that it alone is refused with
   */
  responsesOf(kinds: readonly string[], own: ProblemCodes): JsonSchema {
    const all = [...kinds.map((kind) => this.kinds[kind]!), own];
    const statuses = new Set(all.flatMap((codes) => Object.keys(codes)));
    return Object.fromEntries(
      [...statuses].map((status) => {
        const codes = [...new Set(all.flatMap((each) => each[Number(status)] ?? []))];
        const response = this.response(status, codes);
        if (own[Number(status)] !== undefined) return [status, response];
        const name = this.nameOf(status, kinds);
        this.responses[name] ??= response;
        return [status, { $ref: `#/components/responses/${name}` }];
      }),
    );
  }

  /** Where several kinds of operations have it, those that it is of are part of its name. */
  private nameOf(status: string, kinds: readonly string[]): string {
    const having = (among: readonly string[]) =>
      among.filter((kind) => this.kinds[kind]![Number(status)] !== undefined);
    const isShared = having(Object.keys(this.kinds)).length > 1;
    return inPascalCase([STATUS_CODES[status]!, ...(isShared ? having(kinds) : [])].join(' '));
  }

  private response(status: string, codes: readonly string[]): object {
    const plain = codes.filter((code) => !this.own.has(code));
    const own = [...new Set(codes.flatMap((code) => this.own.get(code) ?? []))].map(refTo);
    const schemas = plain.length === 0 ? own : [withCodes(plain), ...own];
    return {
      description: `${STATUS_CODES[status]}: ${codes.map((code) => `\`${code}\``).join(', ')}.`,
      content: { 'application/problem+json': { schema: schemas.length === 1 ? schemas[0] : { anyOf: schemas } } },
    };
  }
}

function withCodes(codes: readonly string[]): JsonSchema {
  return { allOf: [refTo(PROBLEM)], type: 'object', properties: { code: { type: 'string', enum: codes } } };
}

/** The schema of a refusal: a problem with one code, and what the rule saw. */
function withFacts({ properties, required }: JsonSchema, code: string, facts: JsonSchema): JsonSchema {
  const { errors: _, ...members } = properties as Schemas;
  return {
    type: 'object',
    description: `Refused with \`${code}\`.`,
    properties: { ...members, code: { type: 'string', const: code }, facts },
    required: [...(required as readonly string[]), 'facts'],
    additionalProperties: false,
  };
}

function codesOf({ const: one, enum: several = [one] }: JsonSchema): string[] {
  return several as string[];
}

function inPascalCase(words: string): string {
  return words.replaceAll(/(?:^|[^A-Za-z]+)([A-Za-z])/g, (_, letter: string) => letter.toUpperCase());
}
