/** The languages that names and figures are given in; English where none of them is asked for. */
export const LANGUAGES = ['en', 'uk', 'ru', 'be', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

function isLanguage(value: unknown): value is Language {
  return (LANGUAGES as readonly unknown[]).includes(value);
}

/**
 * The language to answer in, from an `Accept-Language` header (RFC 9110 section 12.5.4, lookup by RFC 4647 section 3.4):
 * the one of highest weight that there is, the first of equals; `be-Latn` finds `be`.
 */
export function languageFor(header: string | undefined): Language {
  const wanted = (header ?? '')
    .slice(0, 1_000)
    .split(',')
    .map(range)
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  for (const { tag } of wanted) {
    if (tag === '*') return 'en';
    const language = tag.split('-')[0];
    if (isLanguage(language)) return language;
  }
  return 'en';
}

function range(text: string): { readonly tag: string; readonly weight: number } {
  const [tag = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
  return { tag, weight: /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(weight) ? Number(weight) : 0 };
}
