import type { Send } from '../log.js';
import { amendments } from './amendments.js';
import { claims } from './claims.js';
import { cohorts } from './cohorts.js';
import { exchanges } from './exchanges.js';
import { imports } from './imports.js';
import { pathways } from './pathways.js';
import { returns } from './returns.js';
import { said } from './said.js';
import { sources } from './sources.js';
import { watching } from './watching.js';
import type { Id } from './values.js';

/**
 * Every event in every shape: each optional field once given and once left out, each kind of figure where one stands. Names
 * end with `edition`, so that the whole can be written once more beside what is there.
 */
export async function everyShape(send: Send, edition = ''): Promise<void> {
  const id: Id = (name) => `${name}${edition}`;
  await sources(send, id);
  await cohorts(send, id);
  await exchanges(send, id);
  await claims(send, id);
  await imports(send, id);
  await pathways(send, id);
  // What came later, so that the ids of what was written before stay as they are.
  await returns(send, id);
  await watching(send, id);
  await amendments(send, id);
  await said(send, id);
}
