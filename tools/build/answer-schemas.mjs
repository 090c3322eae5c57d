import ts from 'typescript';
import { readSchemas } from './read-schemas.mjs';
import { cannot, commentsOf, TypeSchemas } from './type-schemas.mjs';

/** What is no JSON, or nothing at all: such an answer is described where its route is. */
const NO_JSON = new Set(['Readable', 'string', 'undefined', 'unknown', 'void', 'any']);

/** Whose classes are bodies of requests. */
const BODIES = /\/commands\/|\.dto\.ts$/;

/**
 * What every operation of the API answers, as JSON Schemas made of the types that its method gives back. So a description
 * cannot say anything else than what the compiler has held the code to.
 *
 * @param {ts.Program} program of which the controllers are a part, and `*-answers.ts`, whose types are described too
 * @returns {{ operations: Record<string, object>, bodies: Record<string, string>, schemas: Record<string, object> }} by
 *   `Cohorts.show`; what comments say of the classes of bodies, and the schemas of types, by their names
 */
export function answerSchemas(program) {
  const types = new TypeSchemas(program);
  const operations = {};
  const bodies = {};
  for (const file of program.getSourceFiles()) {
    const { fileName } = file;
    if (fileName.endsWith('.controller.ts')) Object.assign(operations, operationsOf(file, types));
    if (BODIES.test(fileName)) Object.assign(bodies, commentsOfClasses(file));
    if (fileName.endsWith('-answers.ts')) for (const type of exportedTypes(file)) types.ofDeclaration(type);
  }
  Object.assign(operations, readSchemas(program, types));
  return { operations, bodies, schemas: Object.fromEntries(types.schemas) };
}

function commentsOfClasses(file) {
  const classes = file.statements.filter(ts.isClassDeclaration);
  return Object.fromEntries(
    classes.flatMap((each) => {
      const { description } = commentsOf(each);
      return description === undefined ? [] : [[each.name.text, description]];
    }),
  );
}

/** Types of files that hold nothing else: they are described also where no route gives them back as they are. */
function exportedTypes(file) {
  return file.statements.filter((each) => ts.isInterfaceDeclaration(each) || ts.isTypeAliasDeclaration(each));
}

function operationsOf(file, types) {
  const classes = file.statements.filter(ts.isClassDeclaration);
  return Object.fromEntries(
    classes.flatMap((controller) =>
      controller.members.filter(isRoute).flatMap((method) => {
        const schema = answerOf(method, types);
        return schema === undefined
          ? []
          : [[`${controller.name.text.replace(/Controller$/, '')}.${method.name.getText()}`, schema]];
      }),
    ),
  );
}

function isRoute(member) {
  return ts.isMethodDeclaration(member) && (ts.getDecorators(member)?.length ?? 0) > 0;
}

function answerOf(method, types) {
  if (method.type === undefined) return types.ofGiven(method);
  const answer = partsOf(method.type).filter((part) => !NO_JSON.has(part.getText()));
  if (answer.length > 1) throw cannot(`${method.name.getText()} gives more than one answer`, method);
  return answer.length === 0 ? undefined : types.ofNode(answer[0]);
}

/** What a method gives back, of which one part is the answer. */
function partsOf(node) {
  if (node === undefined) return [];
  if (ts.isTypeReferenceNode(node) && node.typeName.getText() === 'Promise') return partsOf(node.typeArguments[0]);
  return ts.isUnionTypeNode(node) ? node.types.flatMap(partsOf) : [node];
}
