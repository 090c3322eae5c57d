import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { MODELS } from '#cases';
import type { Recorded } from '#eventsourcing';
import { modelOf } from './log.js';
import type { Kind } from './shapes.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FILE = join(ROOT, 'test/golden/declared-by-models.ts');

/** `Written[n]` are the events that the n-th model folds. */
const TYPES = `
import { MODELS } from '#cases';
import type { Model } from '#eventsourcing';
type EventOf<M> = M extends Model<any, infer Event> ? Event : never;
type Written = { [Index in keyof typeof MODELS]: EventOf<(typeof MODELS)[Index]> };
type Data<Index extends keyof Written, Type> = Extract<Written[Index], { type: Type }>['data'];
`;

/** An event that the code declares, with the members of its data and what they may be. */
export interface Declared {
  readonly category: string;
  readonly type: string;
  readonly members: ReadonlyMap<string, { readonly kinds: ReadonlySet<Kind>; readonly optional: boolean }>;
}

/** Every event that a model of the domain folds, as the compiler sees its type: no list of them is kept anywhere. */
export function declaredEvents(): Declared[] {
  const indexes = MODELS.map((_, index) => `export declare const written${index}: Written[${index}];`);
  const { checker, source } = compiled(`${TYPES}${indexes.join('\n')}`);
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source)!);
  return MODELS.flatMap(({ category }, index) => {
    const written = exported.find(({ name }) => name === `written${index}`)!;
    const events = constituents(checker.getTypeOfSymbol(written));
    return events.map((event): Declared => {
      const data = checker.getTypeOfSymbol(event.getProperty('data')!);
      const members = new Map(
        checker.getPropertiesOfType(data).map((member) => [
          member.name,
          {
            kinds: new Set(constituents(checker.getTypeOfSymbol(member)).map((type) => kindOf(checker, type))),
            optional: (member.flags & ts.SymbolFlags.Optional) !== 0,
          },
        ]),
      );
      const { value } = checker.getTypeOfSymbol(event.getProperty('type')!) as ts.StringLiteralType;
      return { category, type: value, members };
    });
  });
}

/** What the compiler has against these data as literals of the types that the code declares for them now. */
export function misfits(records: readonly Pick<Recorded, 'stream' | 'type' | 'data'>[]): string[] {
  const lines = records.map(({ stream, type, data }, index) => {
    const model = MODELS.findIndex((one) => one === modelOf(stream));
    return `export const line${index}: Data<${model}, '${type}'> = ${JSON.stringify(data)};`;
  });
  const { program, source } = compiled(`${TYPES}${lines.join('\n')}\n`);
  const first = TYPES.split('\n').length - 1;
  return program.getSemanticDiagnostics(source).map(({ start, messageText }) => {
    const line = source.getLineAndCharacterOfPosition(start!).line - first;
    const { stream, type } = records[line]!;
    return `${stream} ${type}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

function compiled(text: string) {
  const config = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, dirname(FILE));
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (file) => file === FILE || fileExists(file);
  host.readFile = (file) => (file === FILE ? text : readFile(file));
  host.getSourceFile = (file, version, ...rest) =>
    file === FILE ? ts.createSourceFile(file, text, version, true) : getSourceFile(file, version, ...rest);
  const program = ts.createProgram([FILE], { ...options, noEmit: true, rootDir: ROOT }, host);
  return { program, checker: program.getTypeChecker(), source: program.getSourceFile(FILE)! };
}

function constituents(type: ts.Type): readonly ts.Type[] {
  // A member that may be left out is one that an event may lack, not one that is undefined.
  return (type.isUnion() ? type.types : [type]).filter(({ flags }) => (flags & ts.TypeFlags.Undefined) === 0);
}

function kindOf(checker: ts.TypeChecker, type: ts.Type): Kind {
  if (type.flags & ts.TypeFlags.Null) return 'null';
  if (type.flags & ts.TypeFlags.StringLike) return 'string';
  if (type.flags & ts.TypeFlags.NumberLike) return 'number';
  if (type.flags & ts.TypeFlags.BooleanLike) return 'boolean';
  return checker.isArrayLikeType(type) ? 'list' : 'object';
}
