import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = (name) => fileURLToPath(new URL(`../../dist/${name}`, import.meta.url));
const VARIANT = path('stores-without-tree');

/** What the writing thread does for the tree: each of these stands in it once. */
const CUTS = [
  ['    leaf BLOB NOT NULL,\n', ''],
  [`id, leaf, record) VALUES (?, ?, ?, unhex(?, '-'), ?, ?)`, `id, record) VALUES (?, ?, ?, unhex(?, '-'), ?)`],
  ['            const leaf = leafHashOfText(record);\n            leaves.push(leaf);\n', ''],
  ['ids[index], leaf, record)', 'ids[index], record)'],
];

/**
 * The shipped store with the tree left out, and nothing else: its own code, without the lines that are about the tree.
 * @throws Error where the code has changed so that it cannot be told which lines these are
 */
export async function treelessStore() {
  cpSync(path('libs/stores/src'), VARIANT, { recursive: true });
  process.once('exit', () => rmSync(VARIANT, { recursive: true, force: true }));
  const file = `${VARIANT}/sqlite/writer.worker.js`;
  let code = readFileSync(file, 'utf8');
  for (const [line, instead] of CUTS) {
    if (code.split(line).length !== 2) throw new Error(`the writing thread no longer has once: ${line.trim()}`);
    code = code.replace(line, instead);
  }
  writeFileSync(file, code);
  const { SqliteEventStore } = await import(`${VARIANT}/sqlite/event-store.js`);
  return SqliteEventStore;
}
