import type { FastifyRequest } from 'fastify';
import type { Upload } from '#imports';
import { bodyOf, HttpProblem } from '#http';
import type { UploadForm, UploadQuery } from './import.dto.js';
import type { UploadStore, UploadedImport } from './upload-store.js';
import { isForm, readForm } from './upload-form.js';

/**
 * Puts the table that a request brings among the uploads: its body as it is, described by the query, or a form.
 * @throws Unreadable file-too-large, and what `readForm` throws
 * @throws HttpProblem 400 where it is not said, or said in the wrong place, what the table is
 */
export async function takeTable(
  request: FastifyRequest,
  query: UploadQuery,
  uploads: UploadStore,
): Promise<UploadedImport> {
  const keep = async (upload: Upload, told: UploadForm): Promise<UploadedImport> => {
    const { kind, sheet = null, mapping = null } = told;
    return uploads.keep(upload, { kind, sheet, mapping, uploadedBy: request.caller!.actor });
  };
  if (isForm(request)) {
    const [parameter] = Object.keys(query);
    if (parameter !== undefined) throw misplaced(parameter, 'misplaced', `${parameter} is to be a part of the form`);
    const { told, taken } = await readForm(request, (file) => uploads.receive(file));
    return keep(taken, told);
  }
  const { kind, ...rest } = query;
  if (kind === undefined) throw misplaced('kind', 'required', 'kind is needed: what the rows of the table are');
  await using upload = await uploads.receive(bodyOf(request));
  // Awaited here: the upload is disposed of as soon as this function is left, and its file would go before it is kept.
  return await keep(upload, { kind, ...rest });
}

function misplaced(name: string, code: string, detail: string): HttpProblem {
  return new HttpProblem(400, 'invalid-query', 'Some parameters are not what they should be', {
    detail,
    errors: [{ pointer: `/${name}`, code, detail }],
  });
}
