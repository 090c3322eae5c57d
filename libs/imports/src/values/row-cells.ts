import { isISO31661Alpha2 } from 'class-validator';
import { isEdtf, NOT_STATED, type EdtfDate, type Figure } from '#cases';
import { shorten } from '../reading/sheet.js';
import { FIGURE_FORMS, figureIn } from './figure-text.js';

/** What is wrong with a row, in a column as its file calls it; null where no column is to blame. */
export interface RowError {
  readonly row: number;
  readonly column: string | null;
  /** Kebab-case and stable. */
  readonly code: string;
  readonly detail: string;
}

/** Something that a row says and that is not recorded, in a column as its file calls it. */
export interface LeftOut {
  readonly column: string;
  readonly value: string;
}

/** Reads the cells of a row by the layout's names. What cannot be read is noted, and reading goes on: a row's errors come together. */
export class RowCells {
  readonly errors: RowError[] = [];
  private readonly asked = new Set<string>();

  /**
   * @param values by the layout's names
   * @param titles what the file calls them
   * @param unmapped what cells say that has no place in the layout
   */
  constructor(
    readonly row: number,
    private readonly values: ReadonlyMap<string, string>,
    private readonly titles: ReadonlyMap<string, string>,
    private readonly unmapped: readonly LeftOut[] = [],
  ) {}

  /** What the row says and nobody asked for: cells without a place in the layout, or not in a row such as this one. */
  leftOut(): LeftOut[] {
    const unasked = [...this.values]
      .filter(([name, value]) => !this.asked.has(name) && value.trim() !== '')
      .map(([name, value]) => ({ column: this.titleOf(name), value: shorten(value.trim()) }));
    return [...unasked, ...this.unmapped];
  }

  /** The file's name of a column. */
  titleOf(name: string): string {
    return this.titles.get(name) ?? name;
  }

  fail(name: string | null, code: string, detail: string): void {
    this.errors.push({ row: this.row, column: name === null ? null : this.titleOf(name), code, detail });
  }

  /** Trimmed, in NFC; null where it is empty. */
  text(name: string): string | null {
    this.asked.add(name);
    const value = this.values.get(name)?.trim().normalize('NFC') ?? '';
    return value === '' ? null : value;
  }

  /** A cell that must not be empty; an empty string, noted, where it is. */
  needed(name: string): string {
    const value = this.text(name);
    if (value === null) this.fail(name, 'required', 'is needed');
    return value ?? '';
  }

  date(name: string): EdtfDate | null {
    const value = this.text(name);
    if (value === null || isEdtf(value)) return value;
    return this.refused(
      name,
      'date',
      value,
      'is no date such as 2025-08-24, 2025-08, 2022-21 (spring 2022) or 2025-08-24?',
    );
  }

  figure(name: string): Figure {
    const value = this.text(name) ?? '';
    const figure = figureIn(value);
    if (figure === undefined) this.refused(name, 'figure', value, `is no figure such as ${FIGURE_FORMS}`);
    return figure ?? NOT_STATED;
  }

  /** ISO 3166-1 alpha-2, in capitals. */
  country(name: string): string | null {
    const value = this.text(name);
    if (value === null || isCountry(value)) return value;
    return this.refused(name, 'country', value, 'is no country code of ISO 3166-1 alpha-2 in capitals, such as BY');
  }

  choice<Value extends string>(name: string, values: readonly Value[]): Value | null {
    const value = this.text(name);
    if (value === null || (values as readonly string[]).includes(value)) return value as Value | null;
    return this.refused(name, 'choice', value, `is none of ${values.join(', ')}`);
  }

  /** Several values in one cell, separated by spaces, commas or semicolons. */
  list(name: string): string[] {
    return [...new Set((this.text(name) ?? '').split(/[\s,;]+/).filter((part) => part !== ''))];
  }

  countries(name: string): string[] {
    const codes = this.list(name);
    const wrong = codes.find((code) => !isCountry(code));
    if (wrong !== undefined)
      this.refused(name, 'country', wrong, 'is no country code of ISO 3166-1 alpha-2 in capitals');
    return codes;
  }

  choices<Value extends string>(name: string, values: readonly Value[]): Value[] {
    const chosen = this.list(name);
    const wrong = chosen.find((value) => !(values as readonly string[]).includes(value));
    if (wrong !== undefined) this.refused(name, 'choice', wrong, `is none of ${values.join(', ')}`);
    return chosen as Value[];
  }

  private refused(name: string, code: string, value: string, why: string): null {
    this.fail(name, code, `"${shorten(value)}" ${why}`);
    return null;
  }
}

export function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && isISO31661Alpha2(code);
}
