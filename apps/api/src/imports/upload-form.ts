import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import type { FastifyRequest } from 'fastify';
import { bodyOf, HttpProblem, Invalid, validate } from '#http';
import { MAX_MAPPING, UploadForm } from './import.dto.js';

/** What a form may weigh besides its file, which is limited where it is stored. */
const FORM_LIMITS = { fieldSize: MAX_MAPPING, fieldNameSize: 50, fields: 10, files: 2, parts: 12, headerPairs: 20 };

/** True where a request brings its table as a part of a form. */
export function isForm({ headers }: FastifyRequest): boolean {
  return /^multipart\/form-data\b/i.test(headers['content-type'] ?? '');
}

/**
 * Reads a form: its file is taken in while it arrives, wherever among the other parts it stands. Nothing of it is left where
 * the form is refused.
 * @param receive takes the file in
 * @throws Invalid that names the part, HttpProblem 400 for what is no form and 413 for a mapping that is too large
 */
export async function readForm<Taken extends AsyncDisposable>(
  request: FastifyRequest,
  receive: (file: AsyncIterable<Uint8Array>) => Promise<Taken>,
): Promise<{ readonly told: UploadForm; readonly taken: Taken }> {
  const parts: Record<string, string> = {};
  let arriving: { readonly file: Readable; readonly taking: Promise<Taken> } | undefined;
  const refused = Promise.withResolvers<never>();
  // Anyone who waits for it is told; where nobody does any more, it is of no account.
  refused.promise.catch(() => undefined);
  const refuse = (error: unknown): void => refused.reject(error);

  const form = parserOf(request);
  const breakOff = (): void =>
    refuse(malformed('It ends before its last part does, or its parts cannot be told apart.'));
  form.on('file', (_name, file) => {
    file.on('error', breakOff);
    if (arriving !== undefined) return refuse(partProblem('file', 'given-twice', 'file may be given once'));
    arriving = { file, taking: receive(file as AsyncIterable<Uint8Array>) };
    arriving.taking.catch(refuse);
  });
  form.on('field', (name, value, _nameIsCut, isCut) => {
    if (isCut) refuse(tooLarge(name));
    else if (name in parts) refuse(partProblem(name, 'given-twice', `${name} may be given once`));
    else parts[name] = value;
  });
  for (const limit of ['fieldsLimit', 'filesLimit', 'partsLimit'] as const) {
    form.on(limit, () => refuse(malformed('It has more parts than any table needs.')));
  }
  form.on('error', breakOff);

  try {
    await Promise.race([feed(form, request), refused.promise]);
    if (arriving === undefined)
      throw partProblem('file', 'required', 'file is needed: the table, as a part of the form');
    return { told: validate(UploadForm, parts), taken: await arriving.taking };
  } catch (error) {
    form.destroy();
    arriving?.file.destroy();
    await arriving?.taking.then((taken) => taken[Symbol.asyncDispose]()).catch(() => undefined);
    throw error;
  }
}

type Form = InstanceType<typeof Busboy>;

function parserOf({ headers }: FastifyRequest): Form {
  try {
    // Only the table is a file: a mapping that is sent as one is text all the same.
    return new Busboy({
      headers: headers as BusboyHeaders,
      limits: FORM_LIMITS,
      isPartAFile: (name) => name === 'file',
    });
  } catch {
    throw malformed('Its Content-Type does not say where its parts begin and end.');
  }
}

async function feed(form: Form, request: FastifyRequest): Promise<void> {
  const finished = once(form, 'finish');
  finished.catch(() => undefined);
  for await (const chunk of bodyOf(request)) {
    if (form.destroyed) return;
    if (!form.write(chunk)) await once(form, 'drain');
  }
  form.end();
  await finished;
}

function partProblem(name: string, code: string, detail: string): Invalid {
  return new Invalid([{ pointer: `/${name}`, code, detail }]);
}

function malformed(detail: string): HttpProblem {
  return new HttpProblem(400, 'malformed-form', 'The form cannot be read', { detail });
}

function tooLarge(name: string): HttpProblem {
  return new HttpProblem(413, 'too-large', 'A part of the form is too large', {
    detail: `${name} may have ${MAX_MAPPING / 2 ** 20} MiB.`,
  });
}
