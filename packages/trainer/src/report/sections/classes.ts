import { countOf, dataTable, formatCount, markup, type Section } from '@detectory/report-page';
import type { RunPage } from '../run-page.js';
import { formatFigure } from './accuracy.js';

/** The exported model on all validation photos, class by class. */
export function classesSection({ record: { figures, dataset } }: RunPage): Section {
  return {
    id: 'classes',
    title: 'Classes',
    body: figures
      ? markup`<p class="lede">What was exported, on all ${countOf(figures.images, 'validation photo')}, by YOLOv5's own count. A class with few boxes has a figure that a few photos decide.</p>
${dataTable({
  caption: 'Figures of each class',
  columns: [
    { title: 'class' },
    ...['boxes', 'precision', 'recall', 'mAP50', 'mAP50-95'].map((title) => ({ title, isNumber: true })),
  ],
  rows: [{ name: 'all', ...figures }, ...figures.classes].map((one) => [
    one.name,
    formatCount(one.boxes),
    ...[one.precision, one.recall, one.mAP50, one.mAP50_95].map(formatFigure),
  ]),
})}`
      : markup`<p class="lede">The export was not measured. The classes are: ${dataset.classNames.join(', ')}.</p>`,
  };
}
