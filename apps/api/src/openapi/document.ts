import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import {
  classesIn,
  CommandBatch,
  jsonBodies,
  operationId,
  refTo,
  saidOf,
  schemaOf,
  type Class,
  type JsonSchema,
} from '#http';
import { UploadForm } from '../imports/import.dto.js';
import { USE_CASES } from '#cases';
import { readAnswers, type Answers } from './answers.js';
import { exampleOf } from './examples.js';
import { PROBLEMS, responsesOf, type Operation } from './operations.js';
import { Problems } from './problems.js';
import { TAGS } from './tags.js';
import { inWords } from './in-words.js';

const ABOUT = `Follows groups of prisoners of war and detained civilians home. Every change is an event; nothing is
overwritten; every figure can be traced to who said it.

A command answers with the \`position\` that it was written at: read with \`after\` that position to see what it did. Send
an \`Idempotency-Key\` with it, and it can be sent again without being done again. Errors are
\`application/problem+json\` (RFC 9457), told apart by \`code\`. \`x-roles\` says whom an operation is for.

There are two clocks. \`on\` asks where people were on a day; \`knownAt\` what was known at an instant, which stands for everything
recorded at or before it, or at a position of the log. They combine, and \`compare\` names the entries that lie between two
moments of knowledge. With \`knownAt\`, days in a stage and alerts are counted up to the last day of what was known.`;

type Schemas = Readonly<Record<string, JsonSchema>>;

/** Describes the API as it is: made from the controllers, the command classes and their rules. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Homeward')
    .setDescription(ABOUT)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'This server.')
    .addSecurity('session', { type: 'apiKey', in: 'cookie', name: '__Host-homeward' })
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'hw_<43 characters>' })
    .build();
  const tags = Object.entries(TAGS).map(([name, description]) => ({ name, description }));
  const document = SwaggerModule.createDocument(app, about, {
    operationIdFactory: operationId,
  });
  const told = (document.components?.schemas ?? {}) as Record<string, JsonSchema>;
  const answers = readAnswers();
  const problems = new Problems(answers.schemas, PROBLEMS);
  const schemas = together(bodySchemas(told, answers.bodies), problems.schemas);
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      complete(operation as Operation, { path, method, answers, schemas, problems });
    }
  }
  const { responses } = problems;
  document.components = { ...document.components, schemas, responses } as OpenAPIObject['components'];
  return { ...document, tags };
}

/** What bodies may be, from their classes' rules; what the fields are about, from their comments. */
function bodySchemas(told: Schemas, comments: Answers['bodies']): Record<string, JsonSchema> {
  const bodies = USE_CASES.map(({ command }) => command as Class);
  const classes = new Set(
    [...bodies, ...jsonBodies(), CommandBatch, UploadForm].flatMap((type) => [...classesIn(type)]),
  );
  return Object.fromEntries(
    [...classes].map((type) => {
      const { name } = type;
      const schema = {
        ...described(schemaOf(type), told[name]),
        ...(name in comments && { description: comments[name] }),
      };
      return [name, type === UploadForm ? withFile(schema) : schema];
    }),
  );
}

function described(schema: JsonSchema, told: JsonSchema | undefined): JsonSchema {
  const comments = (told?.properties ?? {}) as Record<string, { readonly description?: string }>;
  const properties = Object.entries(schema.properties as Record<string, JsonSchema>).map(([name, property]) => {
    const description = comments[name]?.description;
    return [name, description === undefined ? property : { ...property, description }];
  });
  return { ...schema, properties: Object.fromEntries(properties) as object };
}

/** @throws Error where a body and an answer have types of one name */
function together(bodies: Schemas, answers: Schemas): Schemas {
  const twice = Object.keys(bodies).filter((name) => name in answers);
  if (twice.length > 0) throw new Error(`bodies and answers both have types called ${twice.join(', ')}`);
  return { ...bodies, ...answers };
}

interface Place {
  readonly path: string;
  readonly method: string;
  readonly answers: Answers;
  readonly schemas: Schemas;
  readonly problems: Problems;
}

function complete(operation: Operation, { path, method, answers, schemas, problems }: Place): void {
  const { parameters = [], requestBody } = operation;
  operation.parameters = [
    ...(path.includes('{id}') && !parameters.some(({ name }) => name === 'id') ? [ID] : []),
    ...parameters.map((each) => (each.in === 'path' && !('description' in each) ? { ...each, ...ABOUT_ID } : each)),
  ];
  const form = requestBody?.content['multipart/form-data'];
  if (form !== undefined) form.schema = refTo(UploadForm.name);
  Object.assign(operation, inWords(operation, answers.bodies));
  for (const content of Object.values(requestBody?.content ?? {})) content.example = exampleOf(content.schema, schemas);
  const said = {
    ...saidOf(operation as unknown as Record<string, unknown>),
    answer: answers.operations[operation.operationId],
  };
  operation.responses = responsesOf(operation, method, said, problems);
}

/** A form whose class says what it has besides its file. */
function withFile(form: JsonSchema): JsonSchema {
  const file = {
    type: 'string',
    format: 'binary',
    description: 'The table: CSV or XLSX.',
    example: 'id,claimant,as_of\n',
  };
  return {
    ...form,
    properties: { ...(form.properties as object), file },
    required: [...(form.required as readonly string[]), 'file'],
  };
}

const ABOUT_ID = { description: 'The id of what it is about.' } as const;
const ID = {
  name: 'id',
  in: 'path',
  required: true,
  ...ABOUT_ID,
  schema: { type: 'string', minLength: 1, maxLength: 100, example: 'ru-pow-2025-08-24' },
} as const;
