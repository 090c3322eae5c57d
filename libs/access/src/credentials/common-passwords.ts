/**
 * Words that passwords are made of again and again, in several languages and along keyboards, and words of this place.
 * Guessers try them first, alone, repeated, joined, and with figures around them.
 */
const WORDS = `
  password passwort passwd pass parol пароль motdepasse contrasena senha haslo
  admin administrator root superuser user guest login welcome willkommen hello hallo bonjour privet
  letmein openup opensesame access master default changeme secret secure test testing temp temporary
  iloveyou love lovely sweetheart darling honey angel princess prince queen king baby family mother father
  football baseball soccer hockey tennis dragon monkey tiger panther eagle falcon shadow phoenix ninja
  batman superman spiderman starwars pokemon hunter ranger soldier trooper killer hacker
  sunshine summer winter spring autumn monday friday january february october november december
  freedom peace victory hope trust forever whatever computer internet google facebook samsung iphone android
  michael daniel thomas andrew jessica ashley nicole charlie jordan alexander alexandra natalia tatiana sergey
  ukraine kyiv kiev russia moscow minsk belarus donbas crimea europe america london berlin
  qwerty qwertyuiop qwertz azerty asdf asdfgh asdfghjkl zxcv zxcvbnm qazwsx qazwsxedc йцукен фывапр ячсмит
  homeward cohort exchange prisoner caseworker auditor reporter
  abc abcd abcdef aaa xxx
`
  .trim()
  .split(/\s+/)
  .sort((a, b) => b.length - a.length);

/** Figures and signs that stand for letters. */
const STAND_FOR: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/**
 * Whether nothing but common words, the person's own and figures are in a password: such are guessed first.
 * @param own what is known of the person: login and name
 */
export function isCommon(password: string, own: readonly string[] = []): boolean {
  const lower = password.normalize('NFKC').toLowerCase();
  if (new Set(lower).size <= 4) return true;
  const words = [...WORDS, ...own.flatMap(partsOf)];
  const asLetters = lower.replaceAll(/[01345 7@$!]/g, (sign) => STAND_FOR[sign] ?? sign);
  return [lower, asLetters].some((text) => restOf(text, words).length < 4);
}

function partsOf(own: string): string[] {
  return own
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part.length >= 3);
}

/** What is left once words, figures and signs are taken out. */
function restOf(text: string, words: readonly string[]): string {
  let rest = text;
  for (const word of words) rest = rest.replaceAll(word, ' ');
  return rest.replaceAll(/[^\p{L}]/gu, '');
}
