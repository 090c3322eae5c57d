import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { ACCESS_FILE, isRole, ROLES, TokenStore, type Role, type Token } from '#access';
import { isInstant } from '#cases';
import { dataFolder, refuseUnwritable } from '../data-folder.js';
import { Failure } from '../exit-code.js';
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
    .option('--expires-at <instant>', 'until when it is good, e.g. 2027-01-31T00:00:00Z; left out: for ever', instant)
    .addOption(dataFolder())
    .action((options: { owner: string; role: Role[]; organisation?: string; expiresAt?: string; data: string }) =>
      withTokens(options.data, async (tokens) => {
        const { owner, role, organisation, expiresAt } = options;
        const made = await tokens.create({ owner, roles: role, organisation, expiresAt });
        await noteDone(options.data, { kind: 'token-created', about: made.id });
        console.log(`${made.token}\n\nid ${made.id}. It is not shown again: keep it where only ${owner} can read it.`);
      }),
    );
  token
    .command('list')
    .description('list the tokens; what is secret of them is not kept anywhere')
    .addOption(dataFolder())
    .action(({ data }: { data: string }) =>
      withTokens(data, async (tokens) => {
        const head = ['id', 'owner', 'organisation', 'roles', 'made', 'last used', 'state'];
        console.log(table('Tokens', head, (await tokens.list()).map(line)));
      }),
    );
  token
    .command('revoke <id>')
    .description('make a token useless, at once and for good')
    .addOption(dataFolder())
    .action((id: string, { data }: { data: string }) =>
      withTokens(data, async (tokens) => {
        if (!(await tokens.revoke(id)))
          throw new Failure(`there is no token with the id ${id}; "homeward token list" shows them`);
        await noteDone(data, { kind: 'token-revoked', about: id });
        console.log(`token ${id} is revoked`);
      }),
    );
  return token;
}

async function withTokens(folder: string, work: (tokens: TokenStore) => Promise<void>): Promise<void> {
  refuseUnwritable(folder);
  const tokens = await TokenStore.open(join(folder, ACCESS_FILE.name));
  try {
    await work(tokens);
  } finally {
    await tokens.close();
  }
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
