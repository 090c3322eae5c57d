import { readFileSync } from 'node:fs';

/** Some sixty for the server itself; the others are its clients, and files that are read and written now and then. */
const NEEDED = 256;

/**
 * Ends the process with code 2 where it may open so few files that it would break down among the first clients. To be called before
 * anything is opened.
 */
export function refuseFewFiles(): void {
  const problem = problemOfFiles(mostFiles());
  if (problem === undefined) return;
  console.error(problem);
  process.exit(2);
}

/** @returns what is wrong with the number of files that a process may open, in words; undefined for nothing */
export function problemOfFiles(most: number): string | undefined {
  if (most >= NEEDED) return undefined;
  return (
    `Homeward needs to open at least ${NEEDED} files and connections at once, and this process may open ${most}. ` +
    `Raise the limit, e.g. with "ulimit -n 4096", or LimitNOFILE=4096 in a systemd unit.`
  );
}

/** What Linux says of this process, which Node.js has raised as far as it may; elsewhere nobody is asked. */
function mostFiles(): number {
  try {
    const [, soft] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === undefined ? Infinity : Number(soft);
  } catch {
    return Infinity;
  }
}
