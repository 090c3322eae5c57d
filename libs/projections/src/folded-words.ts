/**
 * The words of a text as they are looked for: without accents and capitals, so that "Курська" and "курська", "É" and "e" are
 * one. What is neither a letter nor a digit parts them.
 */
export function foldedWords(text: string): string[] {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return [...new Set(plain.match(/[\p{L}\p{N}]+/gu) ?? [])].sort();
}
