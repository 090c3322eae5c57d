import 'reflect-metadata';
import { parentPort, workerData, type Transferable } from 'node:worker_threads';
import { labelsFor } from '#formats';
import { AnsweringHere, asProblem, HttpProblem, problemOf, type Question } from '#http';
import { type Answer, openReadModels } from '#projections';
import { QUESTIONS_ASKED, TABLES } from './questions.js';
import type { ReadRequest, Reply } from './reading-thread.js';

/** Answers what may take long, on a thread and connections of its own, so that commands need not wait for it. */
const { folder } = workerData as { readonly folder: string };
const answering = new AnsweringHere(openReadModels({ folder }), folder);
const byName = new Map(QUESTIONS_ASKED.map((question) => [question.query.name, question]));

parentPort!.on('message', (asked: ReadRequest) => {
  void answer(asked).then(
    ([reply, transferred]) => parentPort!.postMessage(reply, transferred),
    (error: unknown) => parentPort!.postMessage(refusal(asked.id, error)),
  );
});

async function answer({
  id,
  question: name,
  query: fields,
  file,
}: ReadRequest): Promise<[Reply, readonly Transferable[]]> {
  const question = byName.get(name)!;
  const query = Object.assign(new question.query(), fields);
  if (file === undefined) return [{ id, answer: await asked(question, query) }, []];
  const { table, format, language, hxl } = file;
  const labels = labelsFor(language);
  const made = await answering.file({ query, question, table: TABLES.get(table)!, format, labels, hxl });
  // The file goes over to the other thread: it has no name to be opened by.
  return [{ id, file: made }, made === undefined ? [] : [made.handle as unknown as Transferable]];
}

function asked(question: Question<any>, query: object): Promise<Answer | undefined> {
  return answering.answer(question, query);
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
