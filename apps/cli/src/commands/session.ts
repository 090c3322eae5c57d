import { Command } from 'commander';
import { personNamed, withAccess } from '../access-of.js';
import { dataFolder } from '../data-folder.js';
import { ExitCode, Failure } from '../exit-code.js';
import { noteDone } from '../note-done.js';
import { table } from '../table.js';

/** `homeward session`: where people are signed in. */
export function sessionCommand(): Command {
  const session = new Command('session');
  session
    .command('list')
    .description('list where people are signed in')
    .addOption(dataFolder())
    .action(({ data }: { data: string }) =>
      withAccess(data, async ({ people, sessions }) => {
        const rows = (await people.list()).flatMap(({ id: person, name }) =>
          sessions
            .list(person)
            .map(({ id, device, madeAt, lastSeenAt, endsAt }) => [id, name, device, madeAt, lastSeenAt, endsAt]),
        );
        console.log(table('Sessions', ['id', 'person', 'device', 'signed in', 'last used', 'ends'], rows));
      }),
    );
  session
    .command('end [session]')
    .description('end a session by its id, or with --person all of a person, at once')
    .option('--person <person>', 'id or login')
    .addOption(dataFolder())
    .action((id: string | undefined, { person: named, data }: { person?: string; data: string }) =>
      withAccess(data, async (access) => {
        if ((id === undefined) === (named === undefined)) {
          throw new Failure('name either a session or a --person', ExitCode.Usage);
        }
        const { people, sessions } = access;
        const person =
          named === undefined
            ? (await people.list()).find((one) => sessions.list(one.id).some((session) => session.id === id))
            : await personNamed(access, named);
        if (person === undefined) throw new Failure(`there is no session with the id ${id!}`, ExitCode.Usage);
        const ended = id === undefined ? await sessions.endAll(person.id) : Number(await sessions.end(person.id, id));
        await noteDone(data, { kind: 'action', about: id ?? person.id });
        console.log(`${ended} ended, of ${person.name}`);
      }),
    );
  return session;
}
