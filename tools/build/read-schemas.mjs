import ts from 'typescript';

/** Where each file has one report, one list, or what belongs to one thing; deeper down is what they are made with. */
const FILES = /\/libs\/reports\/src\/[^/]+\.ts$/;

/**
 * What every report, its comparison and every list answers, as JSON Schemas made of what the functions give back that answer
 * them.
 *
 * @param {ts.Program} program
 * @param {import('./type-schemas.mjs').TypeSchemas} types
 * @returns {Record<string, object>} by the operation's name: `Reports.stages`, `Cohorts.list`
 */
export function readSchemas(program, types) {
  const checker = program.getTypeChecker();
  const files = program.getSourceFiles().filter(({ fileName }) => FILES.test(fileName));
  return Object.fromEntries(
    files.flatMap(readsIn).flatMap(({ declaration, maker, description }) => {
      const type = checker.getTypeAtLocation(declaration.name);
      const answer = (read) => types.ofType(answered(read, declaration, checker), declaration);
      if (maker === 'list') return [[textOf(description, 'operation'), answer(type)]];
      const name = inCamelCase(textOf(description, 'path'));
      const comparison = checker.getTypeOfPropertyOfType(type, 'comparison');
      return [
        [`Reports.${name}`, answer(type)],
        [`Comparisons.${name}`, answer(comparison)],
      ];
    }),
  );
}

/** `export const stages = report({...})`, and lists. */
function readsIn(file) {
  const declarations = file.statements
    .filter(ts.isVariableStatement)
    .flatMap((each) => each.declarationList.declarations);
  return declarations.flatMap((declaration) => {
    const call = declaration.initializer;
    if (call === undefined || !ts.isCallExpression(call)) return [];
    const maker = call.expression.getText();
    return maker === 'report' || maker === 'list' ? [{ declaration, maker, description: call.arguments[0] }] : [];
  });
}

/** What the function gives back that answers a read: never a promise, and never nothing. */
function answered(read, at, checker) {
  const answer = checker.getTypeOfSymbolAtLocation(checker.getPropertyOfType(read, 'answer'), at);
  const given = checker.getAwaitedType(answer.getCallSignatures()[0].getReturnType());
  return checker.getNonNullableType(given);
}

function textOf(description, name) {
  return description.properties.find((property) => property.name?.getText() === name).initializer.text;
}

const inCamelCase = (path) => path.replaceAll(/-([a-z])/g, (_, letter) => letter.toUpperCase());
