import { displayWidth } from './format-table.js';

export interface WrapOptions {
  /** Default 120. */
  readonly columns?: number;
  /** What the lines after the first begin with. Default: two spaces. */
  readonly indent?: string;
}

/** Prose as lines of at most `columns`, broken where one space stands between words; a word that is longer stays whole. */
export function wrapLine(text: string, { columns = 120, indent = '  ' }: WrapOptions = {}): string {
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of text.split(/(?<=\S) (?=\S)/)) {
    const longer: string = line === undefined ? word : `${line} ${word}`;
    if (line === undefined || displayWidth(longer) <= columns) line = longer;
    else {
      lines.push(line);
      line = indent + word;
    }
  }
  return [...lines, line ?? ''].join('\n');
}
