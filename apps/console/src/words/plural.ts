/** One form of a word for each kind of number that the language tells apart (CLDR plural rules). */
export type Plurals = (
  count: number,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string },
) => string;

export function pluralsOf(language: string): Plurals {
  const rules = new Intl.PluralRules(language);
  return (count, forms) => forms[rules.select(count)] ?? forms.other;
}
