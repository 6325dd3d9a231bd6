import { foldedTable, markup, type Markup, type Section } from '@detectory/report-page';
import { lineChart } from '../line-chart.js';
import { marksOf } from '../marks.js';
import type { RunPage } from '../run-page.js';

type Figure = 'mAP50' | 'mAP50_95' | 'precision' | 'recall';

const charts: readonly { readonly title: string; readonly pair: readonly [Figure, Figure] }[] = [
  { title: 'mAP50-95 and mAP50', pair: ['mAP50_95', 'mAP50'] },
  { title: 'Precision and recall', pair: ['precision', 'recall'] },
];

const names: Readonly<Record<Figure, string>> = {
  mAP50: 'mAP50',
  mAP50_95: 'mAP50-95',
  precision: 'precision',
  recall: 'recall',
};

/** How good the model was after each epoch, on the validation photos. */
export function accuracySection(page: RunPage): Section {
  return {
    id: 'accuracy',
    title: 'Accuracy by epoch',
    body: markup`<p class="lede">On the validation photos. The model that was kept is that of the epoch with the best fitness: a tenth of mAP50 and nine tenths of mAP50-95.</p>
<div class="charts">${charts.map((chart) => renderChart(page, chart))}</div>`,
  };
}

function renderChart({ record }: RunPage, { title, pair }: (typeof charts)[number]): Markup {
  const read = (figure: Figure) => record.epochs.map(({ val }) => val[figure]);
  const [first, second] = pair;
  return markup`<figure><figcaption>${title} <small>(solid: ${names[first]}, dashed: ${names[second]})</small></figcaption>
${lineChart({
  label: `${title} by epoch; the table below has its figures`,
  lines: [
    { values: read(first), kind: 'first', title: names[first] },
    { values: read(second), kind: 'second', title: names[second] },
  ],
  marks: marksOf(record),
})}
${foldedTable({
  caption: `${title} by epoch`,
  columns: [{ title: 'epoch' }, ...pair.map((figure) => ({ title: names[figure], isNumber: true }))],
  rows: record.epochs.map(({ epoch, val }) => [epoch, ...pair.map((figure) => formatFigure(val[figure]))]),
})}</figure>`;
}

export function formatFigure(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toFixed(3);
}
