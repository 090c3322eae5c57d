import type { Command } from 'commander';

interface Row {
  readonly name: string;
  readonly about: string;
  readonly load: () => Promise<Command>;
}

/** Every command, in the order of the help. Each is loaded when it is run: the help of all needs none of them. */
export const COMMANDS: readonly Row[] = [
  {
    name: 'example',
    about:
      'start a server on a fresh database, play the exchange of 24 August 2025, print the projections and go on serving',
    load: async () => (await import('./commands/example.js')).exampleCommand(),
  },
  {
    name: 'token',
    about: 'make, list, rotate and revoke the tokens of an installation',
    load: async () => (await import('./commands/token.js')).tokenCommand(),
  },
  {
    name: 'person',
    about: 'invite, list and disable the people who sign in',
    load: async () => (await import('./commands/person.js')).personCommand(),
  },
  {
    name: 'session',
    about: 'list and end the sessions of people who have signed in',
    load: async () => (await import('./commands/session.js')).sessionCommand(),
  },
  {
    name: 'copy',
    about: 'copy the log from one event store to another, record by record, and verify it',
    load: async () => (await import('./commands/copy.js')).copyCommand(),
  },
  {
    name: 'import',
    about: 'bring in a table of exchanges, reports, cohorts, claims or totals; without --apply nothing is recorded',
    load: async () => (await import('./commands/import.js')).importCommand(),
  },
  {
    name: 'replay',
    about: 'step through the log or one stream, forwards and backwards, and see what each entry changed',
    load: async () => (await import('./commands/replay.js')).replayCommand(),
  },
  {
    name: 'rebuild',
    about:
      'build the read models again from the log, say which rows differ from those being served, and put them in their place',
    load: async () => (await import('./commands/rebuild.js')).rebuildCommand(),
  },
  {
    name: 'checkpoint',
    about: 'print the newest signed checkpoint, to be kept where nobody who can alter the log can alter it',
    load: async () => (await import('./commands/checkpoint.js')).checkpointCommand(),
  },
  {
    name: 'bundle',
    about: 'write the whole log, or an extract of one stream, with its proofs, as a ZIP for an auditor',
    load: async () => (await import('./commands/bundle.js')).bundleCommand(),
  },
  {
    name: 'verify',
    about:
      'verify a bundle, an extract, a receipt, a running server or a data folder: that nothing in the log was altered',
    load: async () => (await import('./commands/verify.js')).verifyCommand(),
  },
  {
    name: 'keys',
    about: 'list and rotate the keys that sign the log',
    load: async () => (await import('./commands/keys.js')).keysCommand(),
  },
  {
    name: 'backup',
    about: 'back up the data folder into one file, consistent while a server is serving from it',
    load: async () => (await import('./commands/backup.js')).backupCommand(),
  },
  {
    name: 'restore',
    about: 'put a backup in the place of a data folder, once every file and the log in it were verified',
    load: async () => (await import('./commands/restore.js')).restoreCommand(),
  },
];
