import { readFileSync } from 'node:fs';

/** What `package.json` says of this program. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly engines: { readonly node: string };
}

/** The nearest one above: this file stands deeper in `dist` than among the sources. */
export function manifest(folder = new URL('.', import.meta.url)): Manifest {
  const found = read(new URL('package.json', folder));
  if (found !== undefined && found.name === 'homeward') return found;
  const above = new URL('..', folder);
  if (above.href === folder.href) throw new Error('package.json of Homeward is nowhere above its program');
  return manifest(above);
}

function read(file: URL): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
