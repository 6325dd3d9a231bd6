import { dataTable, formatCount, markup, type Section } from '@detectory/report-page';
import type { Yolov5ClassEvaluation } from '../../evaluation/evaluate-yolov5.js';
import type { EvaluationPage, PageModel } from '../evaluation-page.js';
import { deltaCell, formatFigure } from '../format-figure.js';

/** Each class that the labels show. */
export function classesSection(page: EvaluationPage): Section {
  const [first, second] = page.models;
  return {
    id: 'classes',
    title: 'Classes',
    body: markup`<p class="lede">A class with few boxes has a figure that a few photos decide. A recall far below the precision: the model overlooks it; the other way round: it sees it where it isn't.</p>
${second ? comparedTable(first, second) : singleTable(first)}`,
  };
}

function singleTable({ evaluation: { yolov5, classNames } }: PageModel): ReturnType<typeof dataTable> {
  return dataTable({
    caption: 'Figures of each class',
    columns: [{ title: 'class' }, ...['boxes', 'precision', 'recall', 'F1', 'mAP50', 'mAP50-95'].map(toNumber)],
    rows: yolov5.classes.map((one) => [
      classNames[one.classIndex] ?? '',
      formatCount(one.boxes),
      ...[one.precision, one.recall, one.f1, one.mAP50, one.mAP50_95].map(formatFigure),
    ]),
  });
}

/** The labels are the same for both, so are the classes. */
function comparedTable(first: PageModel, second: PageModel): ReturnType<typeof dataTable> {
  const after = new Map(second.evaluation.yolov5.classes.map((one) => [one.classIndex, one]));
  const pair = (
    name: 'mAP50_95' | 'mAP50' | 'f1',
    one: Yolov5ClassEvaluation,
  ): (string | ReturnType<typeof deltaCell>)[] => {
    const other = after.get(one.classIndex)?.[name];
    return [formatFigure(one[name]), formatFigure(other), deltaCell(one[name], other)];
  };
  const titles = ['mAP50-95', 'mAP50', 'F1'].flatMap((name) => [`${name} A`, 'B', 'B − A']);
  return dataTable({
    caption: 'Figures of each class, of both models',
    columns: [{ title: 'class' }, ...['boxes', ...titles].map(toNumber)],
    rows: first.evaluation.yolov5.classes.map((one) => [
      first.evaluation.classNames[one.classIndex] ?? '',
      formatCount(one.boxes),
      ...pair('mAP50_95', one),
      ...pair('mAP50', one),
      ...pair('f1', one),
    ]),
  });
}

function toNumber(title: string): { title: string; isNumber: true } {
  return { title, isNumber: true };
}
