import { Unreadable } from '../sheet.js';
import type { Package } from './package.js';
import { readXml } from './xml.js';

const PATH = 'xl/sharedStrings.xml';
/** Characters kept at once: cells name these texts by number, in any order. */
const MOST_CHARACTERS = 32_000_000;

/** The texts that cells of a spreadsheet share. */
export async function readSharedStrings(parts: Package): Promise<readonly string[]> {
  const strings: string[] = [];
  if (!parts.has(PATH)) return strings;
  let text = '';
  let characters = 0;
  let inText = false;
  let phonetic = false;
  const reading = readXml(await parts.read(PATH), {
    open: (element) => {
      if (element === 'si') text = '';
      else if (element === 't') inText = true;
      else if (element === 'rPh') phonetic = true;
    },
    text: (piece) => {
      if (!inText || phonetic) return;
      text += piece;
      characters += piece.length;
    },
    close: (element) => {
      if (element === 't') inText = false;
      else if (element === 'rPh') phonetic = false;
      else if (element === 'si') {
        strings.push(text);
        characters += 8;
      }
    },
  });
  for await (const _ of reading) {
    if (characters > MOST_CHARACTERS) {
      throw new Unreadable('too-much-text', 'the spreadsheet holds too much different text at once: save it as CSV');
    }
  }
  return strings;
}
