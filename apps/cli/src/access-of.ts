import { join } from 'node:path';
import { Access, ACCESS_FILE, type Person } from '#access';
import { refuseUnwritable } from './data-folder.js';
import { ExitCode, Failure } from './exit-code.js';

/** Opens who may use an installation, for as long as a command works. Works beside a running server, which sees a change within a second. */
export async function withAccess(data: string, work: (access: Access) => Promise<void>): Promise<void> {
  refuseUnwritable(data);
  const access = await Access.open(join(data, ACCESS_FILE.name));
  try {
    await work(access);
  } finally {
    await access.close();
  }
}

/** A person, by id or by login. @throws Failure where there is none */
export async function personNamed(access: Access, named: string): Promise<Person> {
  const people = await access.people.list();
  const found = people.find(({ id, login }) => id === named || login === named.toLowerCase());
  if (found !== undefined) return found;
  throw new Failure(
    `nobody has the id or the login ${named}; "homeward person list" shows who there is`,
    ExitCode.Usage,
  );
}
