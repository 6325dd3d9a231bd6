import { leastRecall } from '@detectory/dataset';
import { formatBar, formatTable, type TerminalStyle } from '@detectory/terminal';
import type { InspectSummary } from './summarise-labels.js';

const otherColumnsChars = 24;
const mostBarChars = 30;

/** How large the boxes are as training sees them, as a small histogram, and what that means for YOLOv5's anchors. */
export function formatBoxSizes(
  { imgsz, bins, anchorRecall }: InspectSummary['boxSizes'],
  { columns, canUnicode }: TerminalStyle,
): string[] {
  const first = bins.findIndex((bin) => bin.boxes > 0);
  if (first < 0 || anchorRecall === null) return [];
  const shown = bins.slice(first, bins.findLastIndex((bin) => bin.boxes > 0) + 1);
  const most = Math.max(...shown.map((bin) => bin.boxes));
  const barChars = Math.max(1, Math.min(mostBarChars, columns - otherColumnsChars));
  const rows = shown.map(({ fromPx, toPx, boxes }) => [
    `${fromPx} to ${toPx}`,
    String(boxes),
    formatBar(boxes / most, barChars, canUnicode),
  ]);
  const verdict =
    anchorRecall >= leastRecall ? "YOLOv5's own anchors fit" : 'YOLOv5 will compute anchors of its own when it starts';
  return [
    '',
    formatTable([[`px at ${imgsz}`, 'boxes', ''], ...rows], { align: ['right', 'right', 'left'], canUnicode }),
    `Anchors: best possible recall ${anchorRecall.toFixed(4)}; ${verdict}.`,
  ];
}
