import { foldedTable, markup, type Markup, type Section } from '@detectory/report-page';
import { type LossComponent, lossComponents, totalLoss } from '../../watch/total-loss.js';
import { smoothCurve } from '../../watch/smooth.js';
import type { Losses } from '../../engine/engine-event.js';
import { lineChart } from '../line-chart.js';
import type { RunPage } from '../run-page.js';
import { marksOf } from '../marks.js';

interface LossChart {
  readonly title: string;
  /** Nothing for their sum. */
  readonly component?: LossComponent;
  readonly read: (losses: Losses) => number | null;
}

const charts: readonly LossChart[] = [
  { title: 'All losses together', read: totalLoss },
  ...lossComponents.map((component) => ({
    title: { box_loss: 'Box loss', obj_loss: 'Object loss', cls_loss: 'Class loss', dfl_loss: 'Edge loss' }[component],
    component,
    read: (losses: Losses) => losses[component] ?? null,
  })),
];

/** Training and validation loss by component, raw and smoothed. */
export function lossesSection(page: RunPage): Section {
  return {
    id: 'losses',
    title: 'Losses',
    body: markup`<p class="lede">Thick lines are smoothed as TensorBoard smooths at 0.6, thin ones are the epochs themselves. Training losses are measured on augmented mosaics while the model changes, validation losses afterwards
on plain photos: compare their directions, not their heights.</p>
${legend}
<div class="charts">${chartsOf(page).map((chart) => renderChart(page, chart))}</div>`,
  };
}

/** An engine has its own components. */
function chartsOf({ record }: RunPage): readonly LossChart[] {
  const known = record.epochs[0]?.train ?? {};
  return charts.filter(({ component }) => component === undefined || component in known);
}

const legend = markup`<p class="legend">${(
  [
    ['first', 'training'],
    ['second', 'validation'],
  ] as const
).map(
  ([kind, text]) =>
    markup`<span><svg class="line" viewBox="0 0 42 12" aria-hidden="true"><path class="loss ${kind}" d="M2 6L40 6"/></svg>${text}</span>`,
)}<span>L: lowest validation loss</span><span>B: best epoch</span><span>S: stopped</span></p>`;

function renderChart({ record }: RunPage, { title, read }: LossChart): Markup {
  const train = record.epochs.map((epoch) => read(epoch.train));
  const val = record.epochs.map((epoch) => read(epoch.val));
  const [smoothTrain, smoothVal] = [smoothCurve(train), smoothCurve(val)];
  return markup`<figure><figcaption>${title}</figcaption>
${lineChart({
  label: `${title} by epoch; the table below has its figures`,
  lines: [
    { values: train, kind: 'first raw', title: 'training' },
    { values: val, kind: 'second raw', title: 'validation' },
    { values: smoothTrain, kind: 'first', title: 'training, smoothed' },
    { values: smoothVal, kind: 'second', title: 'validation, smoothed' },
  ],
  marks: marksOf(record),
})}
${foldedTable({
  caption: `${title} by epoch`,
  columns: [
    { title: 'epoch' },
    ...['training', 'smoothed', 'validation', 'smoothed'].map((name) => ({ title: name, isNumber: true })),
  ],
  rows: record.epochs.map(({ epoch }, i) => [
    epoch,
    ...[train[i], smoothTrain[i], val[i], smoothVal[i]].map(formatLoss),
  ]),
})}</figure>`;
}

export function formatLoss(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toFixed(4);
}
