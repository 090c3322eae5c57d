import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NOT_OURS = new Set(['node_modules', 'dist', 'data', 'coverage', '.git']);

interface Link {
  readonly from: string;
  readonly to: string;
}

/** Every page of the project, wherever it is. */
function pagesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : pagesIn(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** What is shown as code links to nothing. */
function withoutCode(text: string): string {
  return text.replace(/^(```|~~~)[^]*?^\1/gm, '').replace(/`[^`\n]*`/g, '');
}

/** The links of a page that lead to a file of the project, or to a heading. */
function linksOn(page: string): Link[] {
  const links = withoutCode(readFileSync(page, 'utf8')).matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]:\s*(\S+)/gm);
  return [...links]
    .map(([, inline, reference]) => ({ from: page, to: (inline ?? reference)! }))
    .filter(({ to }) => !/^[a-z][a-z+.-]*:/i.test(to));
}

/** What the headings of a page are called in links, as GitHub makes it of their text. */
function headingsOf(page: string): string[] {
  const headings = readFileSync(page, 'utf8')
    .replace(/^(```|~~~)[^]*?^\1/gm, '')
    .matchAll(/^#+\s+(.*)$/gm);
  return [...headings].map(([, text]) =>
    text!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );
}

function leadsSomewhere({ from, to }: Link): boolean {
  const [path = '', heading] = to.split('#');
  const file = path === '' ? from : join(dirname(from), decodeURI(path));
  return existsSync(file) && (heading === undefined || !file.endsWith('.md') || headingsOf(file).includes(heading));
}

describe('the pages of the project', () => {
  const pages = pagesIn(ROOT);
  const links = pages.flatMap(linksOn);

  it('are looked at, and link to each other', () => {
    expect(pages.map((page) => relative(ROOT, page))).toEqual(
      expect.arrayContaining(['README.md', '.github/pull_request_template.md', 'libs/cases/README.md']),
    );
    expect(links.length).toBeGreaterThan(pages.length);
  });

  it('lead to files and headings that are there', () => {
    const dead = links.filter((link) => !leadsSomewhere(link));
    expect(dead.map(({ from, to }) => `${relative(ROOT, from)}: ${to}`)).toEqual([]);
  });
});
