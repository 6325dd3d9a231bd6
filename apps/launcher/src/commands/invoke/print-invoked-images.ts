import { formatTable, printLine } from '@detectory/terminal';
import type { InvokedImage } from './invoked-image.js';

const header = ['photo', 'found', 'confidence', 'x', 'y', 'width', 'height'];

export function printInvokedImages(images: readonly InvokedImage[]): void {
  const align = ['left', 'left', 'right', 'right', 'right', 'right', 'right'] as const;
  printLine(formatTable([header, ...images.flatMap(toRows)], { align }));
  const drawn = images.filter((image) => image.drawn !== undefined);
  if (drawn.length > 0) printLine(`\n${drawn.length} drawn, such as ${drawn[0]?.drawn ?? ''}`);
}

function toRows({ image, detections }: InvokedImage): string[][] {
  if (detections.length === 0) return [[image, 'nothing']];
  return detections.map(({ xmin, ymin, xmax, ymax, confidence, name }, index) => [
    index === 0 ? image : '',
    name,
    confidence.toFixed(2),
    ...[xmin, ymin, xmax - xmin, ymax - ymin].map((value) => value.toFixed(0)),
  ]);
}
