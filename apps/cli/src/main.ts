#!/usr/bin/env -S node --max-semi-space-size=8
// The bound on new objects, in MiB, keeps long imports and verifications in a third of the memory: see test/bench.
import { refuseOlderNode } from '#startup';

// What the commands are made of is loaded after this: an import at the top would come before it.
refuseOlderNode();
const { run } = await import('./run.js');
await run(process.argv.slice(2));
