import ts from 'typescript';
import { CannotCompile } from './cannot-compile.mjs';

/**
 * JSON Schemas (2020-12) of types, as the compiler sees them: what a route promises to answer is described by the very
 * types that its code is held to. Comments become descriptions, and their tags keywords: `@format date-time`. What has a
 * name becomes a schema of that name.
 */
export class TypeSchemas {
  /** By name, in the order in which they were met. */
  schemas = new Map();
  #declarations = new Map();

  /** @param {ts.Program} program */
  constructor(program) {
    this.program = program;
    this.checker = program.getTypeChecker();
  }

  /**
   * The schema of a type as it is written: its names, and the order of its parts, are kept.
   * @param {ts.TypeNode} node
   * @returns {object} for what has a name, a reference to the schema of that name
   */
  ofNode(node) {
    if (ts.isParenthesizedTypeNode(node)) return this.ofNode(node.type);
    if (ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.ReadonlyKeyword) return this.ofNode(node.type);
    if (ts.isArrayTypeNode(node)) return { type: 'array', items: this.ofNode(node.elementType) };
    if (ts.isUnionTypeNode(node)) return anyOf(node.types.filter(isSaid).map((each) => this.ofNode(each)));
    if (ts.isTypeReferenceNode(node)) return this.#ofReference(node);
    // A part of another type may have a name of its own.
    const isDefinition = !ts.isIndexedAccessTypeNode(node);
    return this.#listed(node) ?? this.#ofType(this.checker.getTypeFromTypeNode(node), node, isDefinition);
  }

  /** Describes a type by its name. @param {ts.InterfaceDeclaration | ts.TypeAliasDeclaration} declaration */
  ofDeclaration(declaration) {
    return this.#declared(declaration, this.checker.getTypeAtLocation(declaration));
  }

  /** The schema of what a method gives back that does not say so: as the compiler sees it. @returns undefined for nothing */
  ofGiven(method) {
    const { checker } = this;
    const given = checker.getReturnTypeOfSignature(checker.getSignatureFromDeclaration(method));
    const type = checker.getAwaitedType(given) ?? given;
    const isNothing = type.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined | ts.TypeFlags.StringLike);
    return isNothing ? undefined : this.#ofType(type, method);
  }

  /** The schema of a type that the compiler found out. @param {ts.Type} type @param {ts.Node} at where to say what is wrong */
  ofType(type, at) {
    return this.#ofType(type, at);
  }

  /** The schema of what others are made into. @param isDefinition it is what a name stands for, and is not called by it */
  #ofType(type, at, isDefinition = false) {
    const { checker } = this;
    if (type.flags & ts.TypeFlags.Null) return { type: 'null' };
    if (type.isStringLiteral()) return oneOf([type.value]);
    if (type.isNumberLiteral()) return { type: 'integer', const: type.value };
    if (type.flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' };
    if (type.flags & ts.TypeFlags.StringLike) return { type: 'string' };
    // A record holds whole numbers only: what is another number says so.
    if (type.flags & ts.TypeFlags.NumberLike) return { type: 'integer' };
    if (type.flags & ts.TypeFlags.NonPrimitive) return { type: 'object' };
    const declaration = isDefinition ? undefined : this.#declarationOf(type);
    if (declaration !== undefined) return this.#declared(declaration, type);
    const made = isDefinition ? undefined : this.#madeOfNamed(type, at);
    if (made !== undefined) return made;
    if (type.isUnion()) return this.#ofUnion(type, at);
    if (checker.isArrayType(type)) return { type: 'array', items: this.#ofType(checker.getTypeArguments(type)[0], at) };
    if (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return this.#ofObject(type, at);
    throw cannot(`${checker.typeToString(type)} is no type of JSON`, at);
  }

  #ofUnion(type, at) {
    const parts = type.types.filter(({ flags }) => !(flags & ts.TypeFlags.Undefined));
    const words = parts.filter((part) => part.isStringLiteral()).map(({ value }) => value);
    const others = parts.filter((part) => !part.isStringLiteral()).map((part) => this.#ofType(part, at));
    // The order of words is that in which the compiler met them: it says nothing.
    return anyOf([...(words.length > 0 ? [oneOf(words.sort())] : []), ...others]);
  }

  #ofReference(node) {
    const { checker } = this;
    const symbol = originOf(checker.getSymbolAtLocation(node.typeName), checker);
    const type = checker.getTypeFromTypeNode(node);
    const [declaration] = symbol?.declarations ?? [];
    const { typeArguments = [] } = node;
    if (declaration === undefined) throw cannot(`${node.getText()} is not known`, node);
    if (this.program.isSourceFileDefaultLibrary(declaration.getSourceFile())) {
      const isList = /^(Readonly)?Array$/.test(symbol.name);
      return isList ? { type: 'array', items: this.ofNode(typeArguments[0]) } : this.#ofType(type, node);
    }
    if (typeArguments.length > 0) {
      const name = [...typeArguments.map((each) => each.getText().replaceAll(/\W/g, '')), symbol.name].join('');
      return this.#named(name, declaration, () => this.#ofType(type, node, true));
    }
    return this.#declared(declaration, type);
  }

  /** What is exported has a name to the world; what is not is described where it is used. */
  #declared(declaration, type) {
    const definition = ts.isTypeAliasDeclaration(declaration) ? declaration.type : undefined;
    const isWritten = definition !== undefined && definition.typeArguments === undefined;
    const schema = () => (isWritten ? this.ofNode(definition) : this.#ofType(type, declaration, true));
    const isExported = ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Export;
    return isExported ? this.#named(declaration.name.text, declaration, schema) : schema();
  }

  /** The words of a list that is written as a value: `(typeof STAGES)[number]`, in its order. */
  #listed(node) {
    if (!ts.isIndexedAccessTypeNode(node) || node.indexType.kind !== ts.SyntaxKind.NumberKeyword) return undefined;
    const list = this.checker.getTypeFromTypeNode(node.objectType);
    if (!this.checker.isTupleType(list)) return undefined;
    return oneOf(this.checker.getTypeArguments(list).map(({ value }) => value));
  }

  #named(name, declaration, schema) {
    const known = this.#declarations.get(name);
    if (known !== undefined && known !== declaration) throw cannot(`two types are called ${name}`, declaration);
    if (known === undefined) {
      this.#declarations.set(name, declaration);
      // Its place is taken before what it is made of is looked at, which may hold it again.
      this.schemas.set(name, undefined);
      this.schemas.set(name, withComments(schema(), commentsOf(declaration)));
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  /** What is made of named types, such as `Page<Alert>` or `Exchange & Answer`, has a name of theirs: `AlertPage`. */
  #madeOfNamed(type, at) {
    const { aliasSymbol, aliasTypeArguments } = type;
    const isReference = (type.objectFlags ?? 0) & ts.ObjectFlags.Reference;
    const isTogether = type.isIntersection() && aliasSymbol === undefined;
    const parts = isTogether
      ? type.types
      : (aliasTypeArguments ?? (isReference ? this.checker.getTypeArguments(type) : []));
    const declarations = parts.map((part) => this.#declarationOf(part));
    if (declarations.length === 0 || declarations.includes(undefined)) return undefined;
    const symbol = isTogether ? undefined : (aliasSymbol ?? type.symbol);
    const declaration = symbol?.declarations[0] ?? declarations[0];
    if (this.program.isSourceFileDefaultLibrary(declaration.getSourceFile())) return undefined;
    const names = declarations.map(({ name }) => name.text);
    return this.#named([...names, symbol?.name ?? ''].join(''), declaration, () => this.#ofType(type, at, true));
  }

  #declarationOf(type) {
    const symbol = type.aliasSymbol ?? type.symbol;
    const [declaration] = symbol?.declarations ?? [];
    if (declaration?.name === undefined || type.aliasTypeArguments !== undefined) return undefined;
    const isNamed =
      ts.isTypeAliasDeclaration(declaration) ||
      ((ts.isInterfaceDeclaration(declaration) || ts.isClassDeclaration(declaration)) &&
        this.checker.getTypeArguments(type).length === 0);
    return isNamed && !this.program.isSourceFileDefaultLibrary(declaration.getSourceFile()) ? declaration : undefined;
  }

  #ofObject(type, at) {
    const { checker } = this;
    const index = checker.getIndexInfoOfType(type, ts.IndexKind.String);
    if (index !== undefined) return { type: 'object', additionalProperties: this.#ofOpen(index.type, at) };
    const fields = checker.getPropertiesOfType(type);
    const properties = Object.fromEntries(fields.map((field) => [field.name, this.#ofField(field, at)]));
    const required = fields.filter(({ flags }) => !(flags & ts.SymbolFlags.Optional)).map(({ name }) => name);
    return { type: 'object', properties, required, additionalProperties: false };
  }

  /** What an object holds under names of its own: `Json` may be anything. */
  #ofOpen(type, at) {
    const isAnything = type.flags & (ts.TypeFlags.Unknown | ts.TypeFlags.Any) || type.aliasSymbol?.name === 'Json';
    return isAnything || this.checker.typeToString(type).includes('Json') ? true : this.#ofType(type, at);
  }

  #ofField(field, at) {
    const [declaration, ...others] = field.declarations ?? [];
    const node = declaration?.type;
    const isAsWritten = others.length === 0 && node !== undefined && !this.#hasParameter(node);
    const schema = isAsWritten ? this.ofNode(node) : this.#ofType(this.checker.getTypeOfSymbol(field), node ?? at);
    return withComments(schema, declaration === undefined ? {} : commentsOf(declaration));
  }

  /** Whether a type says what it is only where its parameters are given. */
  #hasParameter(node) {
    if (
      ts.isTypeReferenceNode(node) &&
      this.checker.getSymbolAtLocation(node.typeName)?.flags & ts.SymbolFlags.TypeParameter
    )
      return true;
    return ts.forEachChild(node, (child) => this.#hasParameter(child) || undefined) ?? false;
  }
}

/** A type that an answer may not be: what it stands for is left out of the JSON. */
const isSaid = ({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword;

/** What was imported, where it was made. */
function originOf(symbol, checker) {
  return symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function oneOf(words) {
  return words.length === 1 ? { type: 'string', const: words[0] } : { type: 'string', enum: words };
}

/** Any of some schemas, in as few words as JSON Schema needs. */
function anyOf(schemas) {
  const isNull = ({ type }) => type === 'null';
  const isWord = ({ const: word, enum: words }) => typeof word === 'string' || words !== undefined;
  const words = schemas.filter(isWord).flatMap(({ const: word, enum: words }) => words ?? [word]);
  const others = schemas.filter((schema) => !isNull(schema) && !isWord(schema));
  const options = [...(words.length > 0 ? [oneOf(words)] : []), ...distinct(others)];
  if (!schemas.some(isNull)) return options.length === 1 ? options[0] : { anyOf: options };
  const [only] = options;
  if (options.length > 1 || only.type === undefined) return { anyOf: [...options, { type: 'null' }] };
  const { const: word, enum: list = word === undefined ? undefined : [word], ...rest } = only;
  return { ...rest, type: [only.type, 'null'], ...(list !== undefined && { enum: [...list, null] }) };
}

function distinct(schemas) {
  return [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
}

const asNumber = Number;
const asJson = (text) => (/^["[{]/.test(text) ? JSON.parse(text) : text);

/** Tags of a comment that are keywords of a schema. */
const KEYWORDS = { format: String, pattern: String, minimum: asNumber, maximum: asNumber, example: asJson };

/** What a comment says: a description, and keywords. `@asType number` says that not only whole numbers are meant. */
export function commentsOf(declaration) {
  const [comment] = ts.getJSDocCommentsAndTags(declaration).filter(ts.isJSDoc).slice(-1);
  const description = ts
    .getTextOfJSDocComment(comment?.comment)
    ?.replaceAll(/\s*\n\s*/g, ' ')
    .trim();
  const tags = (comment?.tags ?? []).map(({ tagName, comment: text }) => [
    tagName.text,
    ts.getTextOfJSDocComment(text) ?? '',
  ]);
  const keywords = tags.flatMap(([tag, text]) => (tag in KEYWORDS ? [[tag, KEYWORDS[tag](text.trim())]] : []));
  const isNumber = tags.some(([tag, text]) => tag === 'asType' && text.trim() === 'number');
  return { ...(description && { description }), ...Object.fromEntries(keywords), ...(isNumber && { isNumber }) };
}

function withComments(schema, { isNumber, example, ...comments }) {
  const examples = example === undefined ? {} : { examples: [example] };
  const number = isNumber ? { type: asNumbers(schema.type) } : {};
  return { ...schema, ...number, ...comments, ...examples };
}

function asNumbers(type) {
  return Array.isArray(type) ? type.map((each) => (each === 'integer' ? 'number' : each)) : 'number';
}

/** @param {string} problem @param {ts.Node} at @returns {CannotCompile} which says where it is */
export function cannot(problem, at) {
  const file = at.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(at.getStart());
  return new CannotCompile(`${file.fileName}:${line + 1}: ${problem}`);
}
