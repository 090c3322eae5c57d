import { validateSync, type ValidationError } from 'class-validator';
import { nestedType, problemsInside } from '#cases';
import type { ImportStep } from '../layouts/import-step.js';
import type { RowCells, RowError } from '../values/row-cells.js';

/** Something that a command's own rules refuse. */
interface Problem {
  /** RFC 6901 pointer into the command. */
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** A command as an instance of its class, or what its rules say against it. */
type Checked = { readonly command: object } | { readonly problems: readonly Problem[] };

/** Checks a command as a request's body would be: nothing gets in by a file that could not come in by the API. */
function check({ useCase, command }: ImportStep): Checked {
  const instance = instanceOf(useCase.command, command);
  const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true });
  return errors.length === 0 ? { command: instance } : { problems: errors.flatMap((error) => problemsOf(error, '')) };
}

/** The command as class-validator wants it: nested objects as instances of their own classes, nothing undefined. */
export function instanceOf(type: new () => object, body: object): object {
  const instance = new type() as Record<string, unknown>;
  for (const [name, value] of Object.entries(body)) {
    if (value === undefined) continue;
    const nested = nestedType(type, name);
    if (nested === undefined || value === null) instance[name] = value;
    else if (Array.isArray(value)) instance[name] = value.map((item: object) => instanceOf(nested, item));
    else instance[name] = instanceOf(nested, value as object);
  }
  return instance;
}

function problemsOf({ property, value, constraints, children }: ValidationError, owner: string): Problem[] {
  const pointer = `${owner}/${property}`;
  const own = Object.entries(constraints ?? {})
    .slice(0, 1)
    .flatMap(([check, message]) => {
      const inside = problemsInside(check)?.(value) ?? [];
      return inside.length > 0
        ? inside.map((problem) => ({ ...problem, pointer: pointer + problem.pointer }))
        : [{ pointer, code: kebab(check), detail: message.replace(/^\w+ /, '') }];
    });
  return [...own, ...(children ?? []).flatMap((child) => problemsOf(child, pointer))];
}

function kebab(check: string): string {
  return check
    .replace(/^is(?=[A-Z])/, '')
    .replaceAll(/(?!^)[A-Z]/g, (letter) => `-${letter}`)
    .toLowerCase();
}

/** Steps with their commands as instances of their classes, and what is wrong with them, by the file's columns. */
export function checkedSteps(
  steps: readonly ImportStep[],
  cells: RowCells,
): { readonly steps: readonly ImportStep[]; readonly errors: readonly RowError[] } {
  const errors: RowError[] = [];
  const good = steps.map((step) => {
    const checked = check(step);
    if ('command' in checked) return { ...step, command: checked.command };
    for (const { pointer, code, detail } of checked.problems) {
      const name = columnAt(step, pointer);
      const column = name === undefined ? null : cells.titleOf(name);
      const told = errors.some((error) => error.column === column && error.code === code);
      if (!told) errors.push({ row: cells.row, column, code, detail });
    }
    return step;
  });
  return { steps: good, errors };
}

/** The column that a member of a command comes from. */
function columnAt({ columns }: ImportStep, pointer: string): string | undefined {
  const fitting = Object.keys(columns).filter((prefix) => pointer === prefix || pointer.startsWith(`${prefix}/`));
  return columns[fitting.toSorted((a, b) => b.length - a.length)[0] ?? ''];
}
