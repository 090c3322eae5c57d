import { UnusableFile } from '#side-files';
import { InvalidSettings, SETTINGS } from './configuration/settings.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Why the server does not start, for anyone who started it: what is wrong, and what to do about it. */
export function inPlainWords(error: unknown, environment: Environment): string {
  if (error instanceof InvalidSettings) return error.problems.join('\n');
  if (error instanceof UnusableFile) return error.message;
  if (!(error instanceof Error)) return String(error);
  const set = (key: keyof typeof SETTINGS): string => environment[SETTINGS[key].name] || SETTINGS[key].byDefault;
  const dataDir = `the data folder ${set('dataDir')}`;
  switch ((error as Error & { readonly code?: string }).code) {
    case 'EADDRINUSE':
      return `Port ${set('port')} of ${set('host')} is taken by another process: stop that one, or set PORT to another.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${set('host')} is no address of this machine: set HOST to one that is.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${error.message}: this process may not listen on port ${set('port')}, or not write to ${dataDir}.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `Something stands in ${dataDir} where a folder should be: ${error.message}.`;
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_READONLY':
      return `A file in ${dataDir} cannot be opened or written to.`;
    case 'SQLITE_NOTADB':
    case 'SQLITE_CORRUPT':
      return `A file in ${dataDir} is damaged, or no database: ${error.message}.`;
    default:
      return /another process/.test(error.message)
        ? `${dataDir} is in use by another process: stop that one, or set DATA_DIR to another folder.`
        : error.message;
  }
}
