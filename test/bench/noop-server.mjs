#!/usr/bin/env -S node --v8-pool-size=1
// The server as it is shipped, but for one thing: what handles commands decides nothing and stores nothing. It answers
// each kind of command with one constant, taken from an example, so that the answers are as long as true ones.
import { eventsourcing, stores } from './homeward.mjs';
import { histories } from './histories.mjs';
import { useCaseOf } from './log.mjs';
import { HOMEWARD } from './server.mjs';

const { CommandHandling } = eventsourcing;
const handling = new CommandHandling(new stores.MemoryEventStore());
const answers = new Map();
for (const { target, command, now, tell } of histories(1)) {
  const useCase = useCaseOf(command);
  const submission = { target, now, commandId: crypto.randomUUID(), actor: 'Bench', organisation: null };
  const answer = await handling.handle(useCase, command, { ...submission, correlation: target, causation: null });
  tell(answer.entries);
  answers.set(useCase, answer);
}

CommandHandling.prototype.handle = async (useCase) => answers.get(useCase);
await import(HOMEWARD);
