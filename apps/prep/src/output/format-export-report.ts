import type { ExportedDataset, LabelFormat } from '@detectory/dataset/adapters';
import { countOf } from './count-of.js';

const names: Readonly<Record<LabelFormat, string>> = { 'ground-truth': 'Ground Truth', coco: 'COCO', yolo: 'YOLO' };

/** What the format can't hold, how much was exported, and the files. */
export function formatExportReport({ files, images, boxes, losses }: ExportedDataset, to: LabelFormat): string {
  return [
    ...(losses.length > 0
      ? [`Not everything comes along to ${names[to]}:`, ...losses.map((loss) => `  ${loss}`), '']
      : []),
    `${countOf(images, 'image')}, ${countOf(boxes, 'box', 'boxes')} in`,
    ...files.map((file) => `  ${file}`),
  ].join('\n');
}
