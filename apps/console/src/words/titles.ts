import { titled, type Title } from '#reports/words';
import { language } from './words.js';

/** What a column is called, as in the files of the same table. */
export function titleOf(title: Title): string {
  const { title: en, titles } = titled(title);
  return language === 'en' ? en : titles[language];
}
