import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { Unreadable } from '../sheet.js';
import { damaged } from './package.js';

export type Attributes = Readonly<Record<string, string>>;

/** What is done with a part's elements, by their names without a prefix. */
export interface Elements {
  readonly open?: (name: string, attributes: Attributes) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/** Bytes of markup without any text between that no honest part has. */
const MOST_MARKUP = 16_000_000;
/** Elements in each other: a spreadsheet needs some ten. Each that is open is held in memory. */
const MOST_DEPTH = 64;
/** Elements of one part: a million rows of twenty cells have fewer. */
const MOST_ELEMENTS = 100_000_000;

/**
 * Reads a part of a spreadsheet and gives control back after each chunk, so that what was found can be taken away.
 * No document type is allowed, and so no entity that grows.
 * @throws Unreadable where it is no well-formed XML
 */
export async function* readXml(part: Readable, elements: Elements): AsyncGenerator<number> {
  const parser = new SaxesParser();
  let gathered = 0;
  parser.on('error', (error) => {
    throw new Unreadable('not-a-spreadsheet', `the spreadsheet's XML is broken: ${error.message}`);
  });
  parser.on('doctype', () => {
    throw new Unreadable('not-a-spreadsheet', "the spreadsheet's XML has a document type, which none needs");
  });
  let depth = 0;
  let seen = 0;
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > MOST_DEPTH) throw bomb(`its elements stand in each other, more than ${MOST_DEPTH} deep`);
    if (++seen > MOST_ELEMENTS) throw bomb(`a part of it has more than ${MOST_ELEMENTS} elements`);
    elements.open?.(local(name), attributes as Attributes);
  });
  parser.on('closetag', ({ name }) => {
    depth--;
    elements.close?.(local(name));
  });
  parser.on('text', (text) => {
    gathered = 0;
    elements.text?.(text);
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  try {
    for await (const chunk of part as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      gathered += chunk.length;
      if (gathered > MOST_MARKUP) throw bomb('one element of its XML never ends');
      parser.write(decoder.decode(chunk, { stream: true }));
      yield bytes;
    }
    parser.write(decoder.decode()).close();
  } catch (error) {
    throw error instanceof Unreadable ? error : damaged(error);
  }
}

function bomb(detail: string): Unreadable {
  return new Unreadable('zip-bomb', `the spreadsheet is made to fill memory: ${detail}`);
}

/** Reads a small part to its end. */
export async function readSmallXml(part: Readable, elements: Elements): Promise<void> {
  for await (const bytes of readXml(part, elements)) {
    if (bytes > MOST_SMALL)
      throw new Unreadable('zip-bomb', 'a part of the spreadsheet that is small is huge in this one');
  }
}

const MOST_SMALL = 32 * 2 ** 20;

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
