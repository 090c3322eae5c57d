import { Option } from 'commander';

/** Where an installation is: its data folder, or its server. */
export interface Place {
  readonly data: string;
  readonly log?: string;
  readonly server?: string;
  readonly token?: string;
  /** Of who did and read what, and not of the log. */
  readonly activity?: true;
}

/** A fresh one for each command. */
export function token(): Option {
  return new Option('--token <token>', "a token of the server's; the log and bundles are for auditors").env(
    'HOMEWARD_TOKEN',
  );
}

export function server(): Option {
  return new Option('--server <url>', 'ask a running server, e.g. https://homeward.example, and not the data folder');
}

export function activity(): Option {
  return new Option(
    '--activity',
    'not of the log, but of who did and read what: a ledger of its own, with keys of its own',
  );
}

/** Whether a text addresses a server, and not a file or a store. */
export function isUrl(text: string): boolean {
  return /^https?:\/\//.test(text);
}
