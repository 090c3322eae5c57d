import { Command, InvalidArgumentError, Option } from 'commander';
import { isRole, ROLES, type Access, type NewInvitation, type Person, type Role } from '#access';
import { personNamed, withAccess } from '../access-of.js';
import { dataFolder } from '../data-folder.js';
import { noteDone } from '../note-done.js';
import { table } from '../table.js';

interface InviteOptions {
  readonly role?: Role[];
  readonly again?: boolean;
  readonly url: string;
  readonly data: string;
}

/** `homeward person`: who signs in. For an installation without an administrator who could, too. */
export function personCommand(): Command {
  const person = new Command('person');
  person
    .command('invite <name>')
    .description('invite a person, or with --again one who lost what he signed in with; the link is printed this once')
    .addOption(new Option('--role <role...>', `one or more of ${ROLES.join(', ')}`).argParser(roles))
    .option('--again', 'the name is the id or the login of a person; his sessions end')
    .addOption(
      new Option('--url <url>', 'where people reach the server').env('PUBLIC_URL').default('http://localhost:3000'),
    )
    .addOption(dataFolder())
    .action((name: string, { role = ['reporter'], again, url, data }: InviteOptions) =>
      withAccess(data, async (access) => {
        const id = again === true ? (await personNamed(access, name)).id : await made(access, name, role);
        const invitation = await access.invite(id);
        await noteDone(data, { kind: 'action', about: id });
        console.log(shown(invitation, url));
      }),
    );
  person
    .command('list')
    .description('list who signs in, and what they may do')
    .addOption(dataFolder())
    .action(({ data }: { data: string }) =>
      withAccess(data, async (access) => {
        const head = ['id', 'login', 'name', 'organisation', 'roles', 'state'];
        console.log(table('People', head, (await access.people.list()).flatMap(lines)));
      }),
    );
  person
    .command('disable <person>')
    .description('let a person, by id or login, in no longer; his sessions end at once')
    .addOption(dataFolder())
    .action((named: string, { data }: { data: string }) =>
      withAccess(data, async (access) => {
        const { id, name } = await personNamed(access, named);
        await access.disable(id);
        await noteDone(data, { kind: 'action', about: id });
        console.log(`${name} is let in no longer; "homeward person invite --again ${id}" takes it back`);
      }),
    );
  return person;
}

async function made({ people, organisations }: Access, name: string, roles: readonly Role[]): Promise<string> {
  return people.create({ name, organisation: (await organisations.ofServer()).id, roles });
}

function shown({ token, person, expiresAt }: NewInvitation, url: string): string {
  return `${url.replace(/\/$/, '')}/join#${token}\n\nThe invitation of ${person} is good once, until ${expiresAt}, and not shown again: give it by hand.`;
}

function roles(value: string, before: Role[] = []): Role[] {
  if (!isRole(value)) throw new InvalidArgumentError(`It must be one of ${ROLES.join(', ')}.`);
  return [...before, value];
}

function lines({ id, login, name, organisations, disabledAt, invitedUntil }: Person): string[][] {
  const state = disabledAt ? `disabled ${disabledAt}` : invitedUntil ? `invited until ${invitedUntil}` : 'good';
  const held = organisations.length === 0 ? [{ name: '-', roles: [] }] : organisations;
  return held.map((one) => [id, login ?? '-', name, one.name, one.roles.join(', ') || '-', state]);
}
