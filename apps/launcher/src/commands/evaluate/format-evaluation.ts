import type { Evaluation, Yolov5ClassEvaluation, Yolov5Figures } from '@detectory/inference-core/evaluation';
import { formatDelta, formatFigure } from '@detectory/inference-core/evaluation-page';
import { formatTable } from '@detectory/terminal';

/** Classes, then all together, as YOLOv5's `val` prints them; below it COCO's figures. */
export function formatEvaluation({ yolov5, coco, classNames, photos, boxes }: Evaluation, split: string): string {
  const figures = (one: Yolov5Figures): string[] =>
    [one.precision, one.recall, one.f1, one.mAP50, one.mAP50_95].map(formatFigure);
  const rows = [
    ['class', 'boxes', 'precision', 'recall', 'F1', 'mAP50', 'mAP50-95'],
    ...yolov5.classes.map((one) => [classNames[one.classIndex] ?? '', String(one.boxes), ...figures(one)]),
    [`all (${photos} ${split} photos)`, String(boxes), ...figures(yolov5)],
  ];
  return [
    formatTable(rows, { align: ['left', ...new Array<'right'>(6).fill('right')] }),
    '',
    `Precision, recall and F1 at confidence ${formatFigure(yolov5.bestConfidence)}, where the mean F1 is best.`,
    `As COCO counts: mAP50-95 ${formatFigure(coco.mAP50_95)}, mAP50 ${formatFigure(coco.mAP50)}, mAP75 ${formatFigure(coco.mAP75)}; ` +
      `small ${formatFigure(coco.mAPSmall)}, medium ${formatFigure(coco.mAPMedium)}, large ${formatFigure(coco.mAPLarge)}.`,
  ].join('\n');
}

interface NamedEvaluation {
  readonly name: string;
  readonly evaluation: Evaluation;
}

/** Two models on the same photos: what changed in each class, and in all. */
export function formatComparison([first, second]: readonly [NamedEvaluation, NamedEvaluation], split: string): string {
  const after = new Map(second.evaluation.yolov5.classes.map((one) => [one.classIndex, one]));
  const row = (name: string, boxes: number, a: Yolov5Figures, b: Yolov5Figures | undefined): string[] => [
    name,
    String(boxes),
    ...(['mAP50_95', 'mAP50', 'f1'] as const).flatMap((figure) => [
      formatFigure(a[figure]),
      formatFigure(b?.[figure]),
      formatDelta(a[figure], b?.[figure]),
    ]),
  ];
  const { yolov5, classNames, photos, boxes } = first.evaluation;
  const classRow = (one: Yolov5ClassEvaluation): string[] =>
    row(classNames[one.classIndex] ?? '', one.boxes, one, after.get(one.classIndex));
  const rows = [
    ['class', 'boxes', ...['mAP50-95', 'mAP50', 'F1'].flatMap((name) => [`${name} A`, 'B', 'B − A'])],
    ...yolov5.classes.map(classRow),
    row(`all (${photos} ${split} photos)`, boxes, yolov5, second.evaluation.yolov5),
  ];
  return [
    `A ${first.name}`,
    `B ${second.name}`,
    '',
    formatTable(rows, { align: ['left', ...new Array<'right'>(10).fill('right')] }),
  ].join('\n');
}
