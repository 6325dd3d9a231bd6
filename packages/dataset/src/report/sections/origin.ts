import { dataTable, formatCount, markup, type Section } from '@detectory/report-page';
import type { ReportPage } from '../report-page.js';

/** Where the dataset comes from, so that it can be made again. */
export function originSection({ facts }: ReportPage): Section {
  const { dataset } = facts;
  const options = Object.entries(dataset.options).map(([name, value]) => [name, String(value)]);
  return {
    id: 'origin',
    title: 'Where it comes from',
    body: markup`<p class="lede">Built by ${dataset.tool.name} ${dataset.tool.version} with seed ${dataset.seed}. The same manifests and options give the same dataset.</p>
${dataTable({
  caption: 'Manifests',
  columns: [{ title: 'Manifest' }, { title: 'Lines', isNumber: true }, { title: 'SHA-256' }],
  rows: dataset.manifests.map(({ name, lines, sha256 }) => [
    name,
    formatCount(lines),
    markup`<code>${sha256.slice(0, 16)}…</code>`,
  ]),
})}
${options.length > 0 && dataTable({ caption: 'Options', columns: [{ title: 'Option' }, { title: 'Value' }], rows: options })}`,
  };
}
