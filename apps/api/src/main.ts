#!/usr/bin/env -S node --v8-pool-size=1
// One helper for collecting garbage: a collection waits for the slowest of four, who wait for two processors. p99 falls by a fifth.
import { refuseFewFiles, refuseOlderNode } from '#startup';

// What the server is made of is loaded after this: an import at the top would come before it.
refuseOlderNode();
refuseFewFiles();
const { run } = await import('./run.js');
await run();
