import 'reflect-metadata';
import { parentPort, workerData, type Transferable } from 'node:worker_threads';
import { labelsFor } from '#formats';
import { AnsweringHere, asProblem, HttpProblem, problemOf } from '#http';
import { openReadModels } from '#projections';
import { READS } from '#reports';
import type { ReadRequest, Reply } from './reading-thread.js';

/** Answers what may take long, on a thread and connections of its own, so that commands need not wait for it. */
const { folder } = workerData as { readonly folder: string };
const answering = new AnsweringHere(openReadModels({ folder }), folder);
const byType = new Map(READS.map((read) => [read.query.name, read]));

parentPort!.on('message', (asked: ReadRequest) => {
  void answer(asked).then(
    ([reply, transferred]) => parentPort!.postMessage(reply, transferred),
    (error: unknown) => parentPort!.postMessage(refusal(asked.id, error)),
  );
});

async function answer({ id, type, query: fields, file }: ReadRequest): Promise<[Reply, readonly Transferable[]]> {
  const read = byType.get(type)!;
  const query = Object.assign(new read.query(), fields);
  if (file === undefined) return [{ id, answer: await answering.answer(read, query) }, []];
  const { format, language, hxl } = file;
  const labels = labelsFor(language);
  const made = await answering.file({ query, read: { ...read, table: read.table! }, format, labels, hxl });
  // The file goes over to the other thread: it has no name to be opened by.
  return [{ id, file: made }, made === undefined ? [] : [made.handle as unknown as Transferable]];
}

function refusal(id: number, error: unknown): Reply {
  const problem = asClientProblem(error);
  if (problem === undefined)
    return { id, broke: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  const { status, code, title, options } = problem;
  return { id, problem: { status, code, title, options } };
}

/** What a client is told; undefined for what nobody expected. */
function asClientProblem(error: unknown): HttpProblem | undefined {
  try {
    asProblem(error);
  } catch (thrown) {
    const problem = problemOf(thrown);
    return problem.code === 'internal' ? undefined : problem;
  }
}
