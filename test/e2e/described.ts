import { Ajv2020 } from 'ajv/dist/2020.js';
import { isEdtf, isInstant } from '#cases';
import type { Answer } from './server.js';

type Schema = Readonly<Record<string, any>>;

interface DescribedResponse {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

export interface DescribedOperation {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly parameters: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Schema>> };
  readonly responses: Readonly<Record<string, DescribedResponse>>;
  readonly 'x-roles': readonly string[];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The API's description, to hold real answers to. */
export class Description {
  readonly operations: readonly DescribedOperation[];
  private readonly ajv: Ajv2020;

  constructor(readonly document: Schema) {
    this.operations = Object.entries(document.paths as Record<string, Record<string, any>>).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ parameters: [], ...operation, method, path })),
    );
    this.ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true });
    this.ajv.addVocabulary(['x-usually-required', 'example']);
    this.ajv.addFormat('uuid', UUID);
    this.ajv.addFormat('date', (text) => isEdtf(text) && DAY.test(text));
    this.ajv.addFormat('date-time', isInstant);
    this.ajv.addFormat('uri', (text) => URL.canParse(text));
    this.ajv.addFormat('binary', true);
    this.ajv.addSchema({ $id: 'api', $defs: asDefinitions(document.components.schemas as Schema) });
  }

  /** The operation that a request asks for. @throws Error where there is none */
  operationOf(method: string, path: string): DescribedOperation {
    const segments = path.split('?')[0]!.split('/');
    const fits = (pattern: string): boolean => {
      const parts = pattern.split('/');
      if (parts.at(-1) === '{path}') return path.startsWith(pattern.replace('{path}', ''));
      return (
        parts.length === segments.length && parts.every((part, at) => part === segments[at] || part.startsWith('{'))
      );
    };
    const found = this.operations.filter((each) => each.method === method.toLowerCase() && fits(each.path));
    const [operation] = found.toSorted((a, b) => a.path.split('{').length - b.path.split('{').length);
    if (operation === undefined) throw new Error(`nothing is described for ${method} ${path}`);
    return operation;
  }

  /** What is wrong with an answer by what is described; undefined for nothing. */
  wrongWith({ responses }: DescribedOperation, { status, headers, body }: Answer): unknown {
    const response = this.resolved(responses[status]);
    if (response === undefined) return `${status} is not described`;
    const type = headers.get('content-type')?.split(';')[0];
    if (response.content === undefined) return body === '' ? undefined : `${status} is described without a body`;
    const content = response.content[type ?? ''];
    if (content === undefined) return `${type} is not described`;
    return type!.includes('json') ? this.faults(content.schema, body) : undefined;
  }

  /** A response, also where several operations have it under a name. */
  private resolved(response: DescribedResponse | undefined): DescribedResponse | undefined {
    const name = response?.$ref?.split('/').at(-1);
    return name === undefined ? response : (this.document.components.responses[name] as DescribedResponse);
  }

  /** What is wrong with a value by a schema of the description; undefined for nothing. */
  faults(schema: Schema, value: unknown): unknown {
    const check = this.ajv.compile(asDefinitions(schema));
    return check(value) === true ? undefined : check.errors;
  }
}

/** The same schema with its references as JSON Schema without OpenAPI finds them. */
function asDefinitions(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"api#/$defs/')) as Schema;
}

/** Objects of a schema to which anything could be added without a word of it in the description. */
export function openObjects(schema: unknown, at = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, additionalProperties } = schema as Schema;
  const own = properties !== undefined && additionalProperties !== false ? [at] : [];
  return [...own, ...Object.entries(schema).flatMap(([name, part]) => openObjects(part, `${at}/${name}`))];
}
