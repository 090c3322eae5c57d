import { ROLES } from '#access';
import type { JsonSchema } from '#http';
import type { Answers } from './answers.js';
import type { Operation } from './operations.js';

/** What an operation does in a sentence, and all else that is to be said of it. */
interface Words {
  readonly summary: string;
  readonly description: string;
}

/**
 * The first sentence of a route's comment as its summary. The rest, what its body is, as what files it is given, and whom it is
 * for as its description.
 * @param bodies what comments say of the classes of bodies
 */
export function inWords(operation: Operation, bodies: Answers['bodies']): Words {
  const { summary: comment = '', parameters = [], 'x-roles': roles = [] } = operation;
  const [summary, ...rest] = comment.replaceAll(/\s+/g, ' ').split(/(?<=[a-z)`]\.) (?=[A-Z`])/);
  const isTable = parameters.some(({ name }) => name === 'format');
  const told = [
    ...rest,
    ...bodiesOf(operation).flatMap((name) => bodies[name] ?? []),
    ...(isTable ? ['Given as CSV or XLSX, it is the whole, and never a page.'] : []),
    forWhom(roles),
  ];
  // What a body is may begin with what the route does.
  const more = told.map((each) => (each.startsWith(summary!) ? each.slice(summary!.length).trim() : each));
  return { summary: summary!, description: more.filter((each) => each !== '').join(' ') };
}

function forWhom(roles: readonly string[]): string {
  if (roles.includes('everyone')) return 'Open to everyone, without a token.';
  if (roles.length === ROLES.length) return 'For every token.';
  return `For tokens with the role ${roles.map((role) => `\`${role}\``).join(' or ')}.`;
}

/** The classes that a body may be of. */
function bodiesOf({ requestBody }: Operation): string[] {
  const { schema = {} } = requestBody?.content['application/json'] ?? {};
  const options = (schema.oneOf ?? [schema]) as readonly JsonSchema[];
  return options.flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref.split('/').at(-1)!] : []));
}
