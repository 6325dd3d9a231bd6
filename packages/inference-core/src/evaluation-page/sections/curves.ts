import { foldedTable, markup, type Markup, type Section } from '@detectory/report-page';
import type { Yolov5Curves } from '../../evaluation/evaluate-yolov5.js';
import { curveChart, type CurveLine } from '../curve-chart.js';
import { type EvaluationPage, modelLetters } from '../evaluation-page.js';
import { formatFigure } from '../format-figure.js';

/** More thin lines than this say nothing. */
const mostClassLines = 30;

interface Shown {
  readonly curve: keyof Yolov5Curves;
  readonly heading: string;
  readonly xTitle: string;
  readonly yTitle: string;
}

const shown: readonly Shown[] = [
  { curve: 'precisionOverRecall', heading: 'Precision over recall', xTitle: 'recall', yTitle: 'precision' },
  { curve: 'f1OverConfidence', heading: 'F1 over confidence', xTitle: 'confidence', yTitle: 'F1' },
];

/** The mean of all classes, and with one model each class. */
export function curvesSection(page: EvaluationPage): Section {
  const isPair = page.models.length === 2;
  return {
    id: 'curves',
    title: 'Curves',
    body: markup`<p class="lede">At IoU 0.5. ${isPair ? 'The mean over the classes: A solid, B dashed.' : hasClassLines(page) ? 'The mean over the classes is thick, single classes are thin; point at one for its name.' : 'The mean over the classes.'}
The F1 curve's highest place is the confidence to start from as a threshold${!isPair && '; the vertical line marks it'}.</p>
<p class="legend">${page.models.map(({ name }, i) => markup`<span>${sample(i)}${isPair ? `${modelLetters[i] ?? ''}: ${name}` : 'mean over the classes'}</span>`)}</p>
<div class="charts">${shown.map((one) => renderCurve(page, one))}</div>`,
  };
}

function sample(model: number): Markup {
  return markup`<svg class="line" viewBox="0 0 42 12" aria-hidden="true"><path class="curve${model === 1 && ' second'}" d="M0 6L42 6"/></svg>`;
}

function renderCurve({ models }: EvaluationPage, { curve, heading, xTitle, yTitle }: Shown): Markup {
  const means = models.map(({ name, evaluation }, i): CurveLine => {
    return { values: evaluation.yolov5[curve], kind: i === 0 ? 'first' : 'second', title: name };
  });
  const [{ evaluation }] = models;
  const mark = curve === 'f1OverConfidence' && models.length === 1 ? { mark: evaluation.yolov5.bestConfidence } : {};
  const rows = Array.from({ length: 11 }, (_, i) => [
    (i / 10).toFixed(1),
    ...means.map(({ values }) => formatFigure(values[i * 10])),
  ]);
  return markup`<figure><figcaption>${heading}</figcaption>
${curveChart({ label: `${heading}; the table below has its figures`, xTitle, yTitle, lines: [...classLines(models, curve), ...means], ...mark })}
${foldedTable({
  caption: heading,
  columns: [
    { title: xTitle },
    ...means.map((_, i) => ({
      title: models.length === 2 ? `${yTitle} ${modelLetters[i] ?? ''}` : yTitle,
      isNumber: true,
    })),
  ],
  rows,
})}</figure>`;
}

function hasClassLines({ models: [{ evaluation }, second] }: Pick<EvaluationPage, 'models'>): boolean {
  return !second && evaluation.yolov5.classes.length <= mostClassLines;
}

function classLines(models: EvaluationPage['models'], curve: keyof Yolov5Curves): CurveLine[] {
  if (!hasClassLines({ models })) return [];
  const [{ evaluation }] = models;
  return evaluation.yolov5.classes.map((one) => ({
    values: one[curve],
    kind: 'thin',
    title: evaluation.classNames[one.classIndex] ?? '',
  }));
}
