export { coordinate, countOf, formatCount, formatShare } from './format-number.js';
export { type Column, type DataTable, dataTable, foldedTable } from './html/data-table.js';
export { type Content, Markup, markup } from './html/markup.js';
export type { Section } from './html/section.js';
export type { PagePicture } from './picture.js';
export { renderPage, type ReportDocument } from './render-page.js';
