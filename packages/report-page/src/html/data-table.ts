import { type Content, markup, type Markup } from './markup.js';

export interface Column {
  readonly title: Content;
  /** Numbers are set to the right. */
  readonly isNumber?: boolean;
}

export interface DataTable {
  /** Says what the table shows; names the region that scrolls where the screen is narrow. */
  readonly caption: string;
  readonly columns: readonly Column[];
  /** The first cell of each row is its heading. */
  readonly rows: readonly (readonly Content[])[];
  /** Whether the caption is for screen readers alone, because a heading beside it says the same. */
  readonly isCaptionHidden?: boolean;
}

/** A table with headings for rows and columns, in a frame that scrolls by itself, with the keyboard too. */
export function dataTable({ caption, columns, rows, isCaptionHidden = true }: DataTable): Markup {
  const cell = (content: Content, at: number): Markup =>
    at === 0 ? markup`<th scope="row">${content}</th>` : markup`<td${numberClass(columns[at])}>${content}</td>`;
  return markup`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption${isCaptionHidden && markup` class="unseen"`}>${caption}</caption>
<thead><tr>${columns.map((column) => markup`<th scope="col"${numberClass(column)}>${column.title}</th>`)}</tr></thead>
<tbody>${rows.map((row) => markup`<tr>${row.map(cell)}</tr>\n`)}</tbody>
</table></div>`;
}

function numberClass(column: Column | undefined): Markup | undefined {
  return column?.isNumber ? markup` class="number"` : undefined;
}

/** The same figures as a chart shows, folded away: for screen readers, and for who wants numbers. */
export function foldedTable(table: DataTable): Markup {
  return markup`<details><summary>Show as a table</summary>${dataTable(table)}</details>`;
}
