/** A rule's refusal in words: its code, and what the rule saw. */
export function inWords(code: string, facts: Readonly<Record<string, unknown>>): string {
  const seen = Object.entries(facts).map(
    ([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const said = code.replaceAll('-', ' ');
  return seen.length === 0 ? said : `${said}: ${seen.join(', ')}`.slice(0, 300);
}
