import { countOf, dataTable, formatCount, markup, type Markup, type Section } from '@detectory/report-page';
import type { Evaluation } from '../../evaluation/evaluate-detections.js';
import { type EvaluationPage, modelLetters } from '../evaluation-page.js';
import { deltaCell, formatFigure } from '../format-figure.js';

type Figure = readonly [name: string, read: (evaluation: Evaluation) => number | undefined];

const headline: readonly Figure[] = [
  ['mAP50-95', ({ yolov5 }) => yolov5.mAP50_95],
  ['mAP50', ({ yolov5 }) => yolov5.mAP50],
  ['precision', ({ yolov5 }) => yolov5.precision],
  ['recall', ({ yolov5 }) => yolov5.recall],
  ['F1', ({ yolov5 }) => yolov5.f1],
];

const byCoco: readonly Figure[] = [
  ['mAP50-95, COCO', ({ coco }) => coco.mAP50_95],
  ['mAP50, COCO', ({ coco }) => coco.mAP50],
  ['mAP75, COCO', ({ coco }) => coco.mAP75],
  ['mAP50-95 of small objects', ({ coco }) => coco.mAPSmall],
  ['mAP50-95 of medium objects', ({ coco }) => coco.mAPMedium],
  ['mAP50-95 of large objects', ({ coco }) => coco.mAPLarge],
  ['recall with 1 detection', ({ coco }) => coco.recall1],
  ['recall with 10 detections', ({ coco }) => coco.recall10],
  ['recall with all', ({ coco }) => coco.recallMax],
];

/** The figures that people compare models by. */
export function overviewSection(page: EvaluationPage): Section {
  const [{ evaluation }] = page.models;
  return {
    id: 'overview',
    title: 'Overview',
    body: markup`<p class="lede">${countOf(evaluation.boxes, 'box', 'boxes')} in ${countOf(evaluation.photos, 'photo')} of the ${page.split} split, which show ${formatCount(evaluation.yolov5.classes.length)} of ${countOf(evaluation.classNames.length, 'class', 'classes')}.
${page.models.length === 2 && markup`A is <strong>${page.models[0].name}</strong>, B is <strong>${page.models[1].name}</strong>.`}</p>
${page.models.length === 1 ? renderTiles(evaluation) : renderTable('The figures of both models', page, [...headline, bestConfidence])}
<h3>As COCO counts</h3>
${renderTable("The same detections by COCO's rules", page, byCoco)}`,
  };
}

const bestConfidence: Figure = ['confidence with the best F1', ({ yolov5 }) => yolov5.bestConfidence];

function renderTiles(evaluation: Evaluation): Markup {
  const tiles = [...headline, ['best confidence', bestConfidence[1]] as const].map(
    ([name, read]) => markup`<div><dt>${name}</dt><dd>${formatFigure(read(evaluation))}</dd></div>`,
  );
  return markup`<dl class="tiles">${tiles}</dl>`;
}

function renderTable(caption: string, { models }: EvaluationPage, figures: readonly Figure[]): Markup {
  const [first, second] = models;
  const named = second ? [...modelLetters, 'B − A'] : ['value'];
  return dataTable({
    caption,
    columns: [{ title: 'figure' }, ...named.map((title) => ({ title, isNumber: true }))],
    rows: figures.map(([name, read]) => {
      const [before, after] = [read(first.evaluation), second && read(second.evaluation)];
      if (!second) return [name, formatFigure(before)];
      // A better confidence is no better model.
      const isGain = read !== bestConfidence[1];
      return [name, formatFigure(before), formatFigure(after), isGain ? deltaCell(before, after) : '–'];
    }),
  });
}
