import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import {
  ACCESS_FILE,
  isRole,
  LONGEST_LIFE_DAYS,
  NamedAsPerson,
  ROLES,
  TokenStore,
  TooLongLife,
  type NewToken,
  type Role,
  type Token,
} from '#access';
import { isInstant } from '#cases';
import { dataFolder, refuseUnwritable } from '../data-folder.js';
import { ExitCode, Failure } from '../exit-code.js';
import { noteDone } from '../note-done.js';
import { table } from '../table.js';

/** `homeward token`: who may use this installation. Works beside a running server, which sees a change within a second. */
export function tokenCommand(): Command {
  const token = new Command('token');
  token
    .command('create')
    .description('make a token; it is printed this once')
    .requiredOption('--owner <name>', 'who holds it, e.g. "Field office": the actor of every entry made with it')
    .addOption(
      new Option('--role <role...>', `one or more of ${ROLES.join(', ')}`).makeOptionMandatory().argParser(roles),
    )
    .option('--organisation <name>', 'the organisation that the owner works for')
    .option(
      '--expires-at <instant>',
      'until when it is good, e.g. 2027-01-31T00:00:00Z; left out: as long as tokens may be',
      instant,
    )
    .addOption(dataFolder())
    .addOption(longestLife())
    .action((options: CreateOptions) =>
      withTokens(options, async (tokens) => {
        const { owner, role, organisation, expiresAt } = options;
        const made = await tokens.create({ owner, roles: role, organisation, expiresAt });
        await noteDone(options.data, { kind: 'token-created', about: made.id });
        console.log(shown(made));
      }),
    );
  token
    .command('list')
    .description('list the tokens; what is secret of them is not kept anywhere')
    .addOption(dataFolder())
    .action(({ data }: { data: string }) =>
      withTokens({ data }, async (tokens) => {
        const head = ['id', 'owner', 'organisation', 'roles', 'made', 'last used', 'state'];
        console.log(table('Tokens', head, (await tokens.list()).map(line)));
      }),
    );
  token
    .command('rotate <id>')
    .description('make a new secret for a token, printed this once; the one before ends at once')
    .addOption(dataFolder())
    .addOption(longestLife())
    .action((id: string, options: StoreOptions) =>
      withTokens(options, async (tokens) => {
        const made = await tokens.rotate(id);
        if (made === undefined) throw unknown(id);
        await noteDone(options.data, { kind: 'action', about: id });
        console.log(shown(made));
      }),
    );
  token
    .command('revoke <id>')
    .description('make a token useless, at once and for good')
    .addOption(dataFolder())
    .action((id: string, { data }: { data: string }) =>
      withTokens({ data }, async (tokens) => {
        if (!(await tokens.revoke(id))) throw unknown(id);
        await noteDone(data, { kind: 'token-revoked', about: id });
        console.log(`token ${id} is revoked`);
      }),
    );
  return token;
}

interface StoreOptions {
  readonly data: string;
  readonly longestDays?: number;
}

interface CreateOptions extends StoreOptions {
  readonly owner: string;
  readonly role: Role[];
  readonly organisation?: string;
  readonly expiresAt?: string;
}

async function withTokens(
  { data, longestDays }: StoreOptions,
  work: (tokens: TokenStore) => Promise<void>,
): Promise<void> {
  refuseUnwritable(data);
  const tokens = await TokenStore.open(join(data, ACCESS_FILE.name), { longestLifeDays: longestDays });
  try {
    await work(tokens);
  } catch (error) {
    const isRefused = error instanceof TooLongLife || error instanceof NamedAsPerson;
    throw isRefused ? new Failure(error.message, ExitCode.Usage) : error;
  } finally {
    await tokens.close();
  }
}

/** The same for a server and for every command that makes a token. */
function longestLife(): Option {
  return new Option('--longest-days <days>', 'days that a token is good for at most')
    .env('TOKEN_LONGEST_DAYS')
    .default(LONGEST_LIFE_DAYS)
    .argParser((text) => {
      const days = Number(text);
      if (Number.isInteger(days) && days >= 1 && days <= 3_650) return days;
      throw new InvalidArgumentError('It must be a whole number from 1 to 3650.');
    });
}

function shown({ token, id, owner, expiresAt }: NewToken): string {
  return `${token}\n\nid ${id}. It is good until ${expiresAt} and not shown again: keep it where only ${owner} can read it.`;
}

function unknown(id: string): Failure {
  return new Failure(`there is no token with the id ${id} that is not revoked; "homeward token list" shows them`);
}

function roles(value: string, before: Role[] = []): Role[] {
  if (!isRole(value)) throw new InvalidArgumentError(`It must be one of ${ROLES.join(', ')}.`);
  return [...before, value];
}

function instant(value: string): string {
  if (!isInstant(value)) throw new InvalidArgumentError('It must be an instant such as 2027-01-31T00:00:00Z.');
  const at = new Date(value);
  if (at.getTime() <= Date.now()) throw new InvalidArgumentError('It must lie ahead.');
  return at.toISOString();
}

function line({ id, owner, organisation, roles: held, createdAt, lastUsedAt, revokedAt, expiresAt }: Token): string[] {
  const expired = expiresAt !== null && expiresAt <= new Date().toISOString();
  const state = revokedAt
    ? `revoked ${revokedAt}`
    : expired
      ? `expired ${expiresAt}`
      : expiresAt
        ? `until ${expiresAt}`
        : 'good';
  return [id, owner, organisation ?? '-', held.join(', '), createdAt, lastUsedAt ?? 'never', state];
}
