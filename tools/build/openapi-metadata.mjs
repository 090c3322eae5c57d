import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PluginMetadataGenerator } from '@nestjs/cli/lib/compiler/plugins/plugin-metadata-generator.js';
import { ReadonlyVisitor } from '@nestjs/swagger/plugin';
import ts from 'typescript';
import { answerSchemas } from './answer-schemas.mjs';
import { CannotCompile } from './cannot-compile.mjs';

/** Where the metadata stands, in the sources' tree and below `dist`: its paths are relative to this folder. */
const FOLDER = 'apps/api/src/openapi';
export const METADATA_FILE = `${FOLDER}/plugin-metadata.js`;

/** Whose comments and types describe the API: commands, values, reports, parameters and bodies; and the routes. */
const MODELS = ['/commands/', '/values/', '/reports/src/', '.dto.ts'];
const CONTROLLERS = '.controller.ts';
/** What routes answer. */
const ANSWERS = '-answers.ts';

/** Kept for the next time in the same process, which then parses only what changed. */
let program;

/**
 * What the OpenAPI plugin reads from the sources, as a module that `SwaggerModule.loadPluginMetadata` takes. So the plugin
 * writes one file of the server, and none of the domain's.
 *
 * @param {string} root
 * @param {Iterable<string>} paths every source file below it
 * @returns {{ code: string, answers: object, inputs: string[] }} the module; what `answerSchemas` finds in the same files;
 *   and the source files that both depend on
 * @throws {CannotCompile} where a class could not be found by its metadata
 */
export function openApiMetadata(root, paths) {
  const options = compilerOptions(root);
  const described = [...paths].filter((path) => [...MODELS, CONTROLLERS, ANSWERS].some((part) => path.includes(part)));
  program = ts.createProgram(
    described.map((path) => join(root, path)),
    options,
    hostWithoutPackages(root, options),
    program,
  );
  for (const path of described) refuseHiddenClasses(path, program.getSourceFile(join(root, path)));
  const visitor = new ReadonlyVisitor({
    classValidatorShim: true,
    introspectComments: true,
    esmCompatible: true,
    dtoFileNameSuffix: MODELS,
    controllerFileNameSuffix: CONTROLLERS,
    pathToSource: join(root, FOLDER),
  });
  const outputDir = mkdtempSync(join(tmpdir(), 'homeward-openapi-'));
  try {
    new PluginMetadataGenerator().generate({
      tsProgramRef: program,
      visitors: [visitor],
      outputDir,
      filename: 'metadata.js',
    });
    const prefix = `${root.replaceAll('\\', '/')}/`;
    const inputs = program.getSourceFiles().flatMap(({ fileName }) => {
      const path = fileName.startsWith(prefix) ? fileName.slice(prefix.length) : '';
      return path === '' || path.startsWith('node_modules/') ? [] : [path];
    });
    return { code: readFileSync(join(outputDir, 'metadata.js'), 'utf8'), answers: answerSchemas(program), inputs };
  } finally {
    rmSync(outputDir, { recursive: true, force: true });
  }
}

/** What a class that is not exported says would be missing from the description, without a word. */
function refuseHiddenClasses(path, file) {
  for (const statement of file.statements) {
    if (!ts.isClassDeclaration(statement)) continue;
    if (ts.getCombinedModifierFlags(statement) & ts.ModifierFlags.Export) continue;
    throw new CannotCompile(`${path}: ${statement.name.text} must be exported, it describes the API`);
  }
}

function compilerOptions(root) {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  return { ...options, types: [], noCheck: true };
}

/** No class that the API is described by comes from a package: their types, most of all there are, need not be read. */
function hostWithoutPackages(root, options) {
  const host = ts.createCompilerHost(options);
  const cache = ts.createModuleResolutionCache(root, (path) => path, options);
  host.resolveModuleNameLiterals = (literals, containing, redirected, _, file) =>
    literals.map((literal) => {
      if (!/^[.#]/.test(literal.text)) return { resolvedModule: undefined };
      const mode = ts.getModeForUsageLocation(file, literal, options);
      return ts.resolveModuleName(literal.text, containing, options, host, cache, redirected, mode);
    });
  return host;
}
