import { anchorThreshold, leastRecall, yolov5Anchors } from '../analysis/anchor-fit.js';
import { stackedBar } from '../chart/stacked-bar.js';
import {
  type Content,
  dataTable,
  foldedTable,
  formatCount,
  formatShare,
  markup,
  type Section,
} from '@detectory/report-page';
import type { ReportPage } from '../report-page.js';
import { notMeasured } from './boxes.js';

/** Best possible recall of YOLOv5's default anchors. */
export function anchorsSection({ facts, analysis }: ReportPage): Section {
  const { recall, bestOf, boxes } = analysis.fit;
  const id = 'anchors';
  const title = 'Anchor fit';
  if (recall === undefined) return { id, title, body: notMeasured('Anchor fit') };
  const verdict =
    recall >= leastRecall
      ? `That is at least ${leastRecall}, so training keeps these anchors.`
      : `That is under ${leastRecall}, so YOLOv5 computes anchors of its own at the start of training.`;
  const unfit = boxes - bestOf.reduce((sum, count) => sum + count, 0);
  const most = Math.max(...bestOf);
  return {
    id,
    title,
    body: markup`<p class="lede">YOLOv5 can learn a box only if one of its nine anchor shapes is at most ${anchorThreshold} times wider, narrower, higher or lower.
The share that can be learnt is the best possible recall: <strong>${recall.toFixed(4)}</strong> at imgsz ${facts.imgsz}; ${formatCount(unfit)} of ${formatCount(boxes)} boxes fit none. ${verdict}</p>
${dataTable({
  caption: 'Boxes that each anchor fits best',
  columns: [
    { title: 'Anchor' },
    { title: 'Stride', isNumber: true },
    { title: 'Boxes', isNumber: true },
    { title: 'Share' },
  ],
  rows: yolov5Anchors.map(({ widthPx, heightPx }, i): Content[] => [
    `${i + 1}: ${widthPx} × ${heightPx}`,
    8 * 2 ** Math.floor(i / 3),
    formatCount(bestOf[i] ?? 0),
    stackedBar({ parts: [{ value: bestOf[i] ?? 0, className: 'fill' }], most }),
  ]),
})}
${foldedTable({
  caption: 'Best possible recall per class',
  columns: [{ title: 'Class' }, { title: 'Boxes', isNumber: true }, { title: 'Recall', isNumber: true }],
  rows: analysis.fitOfClass.flatMap((fit, k) =>
    fit.recall === undefined ? [] : [[facts.dataset.classes[k] ?? k, formatCount(fit.boxes), formatShare(fit.recall)]],
  ),
})}`,
  };
}
