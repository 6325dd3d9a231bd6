export interface TableOptions {
  /** How each column is aligned; columns that are not named are aligned left. */
  readonly align?: readonly ('left' | 'right')[];
  /** Whether the first row is a header, underlined. Default true. */
  readonly header?: boolean;
  /** Whether the line under the header may be more than ASCII. Default true. */
  readonly canUnicode?: boolean;
}

/** Rows of text as aligned columns, two spaces apart, without trailing blanks. Wide (CJK) characters count as two. */
export function formatTable(rows: readonly (readonly string[])[], options: TableOptions = {}): string {
  const widths = columnWidths(rows);
  const lines = rows.map((row) => formatRow(row, widths, options.align ?? []));
  if ((options.header ?? true) && rows.length > 0)
    lines.splice(
      1,
      0,
      widths
        .map((width) => (options.canUnicode === false ? '-' : '─').repeat(width))
        .join('  ')
        .trimEnd(),
    );
  return lines.join('\n');
}

function columnWidths(rows: readonly (readonly string[])[]): number[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))),
  );
}

function formatRow(row: readonly string[], widths: readonly number[], align: readonly string[]): string {
  const cells = widths.map((width, column) => {
    const text = row[column] ?? '';
    const padding = ' '.repeat(width - displayWidth(text));
    return align[column] === 'right' ? padding + text : text + padding;
  });
  return cells.join('  ').trimEnd();
}

const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** How many columns a text takes; wide (CJK) characters count as two. */
export function displayWidth(text: string): number {
  return [...text].reduce((width, character) => width + (wide.test(character) ? 2 : 1), 0);
}
