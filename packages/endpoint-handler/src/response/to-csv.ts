import type { DetectionRecord } from '../ports/detection-record.js';

const columns = ['xmin', 'ymin', 'xmax', 'ymax', 'confidence', 'class', 'name'] as const;

/** Detections as RFC 4180 text with a header line; of several images, with the image's index in front. */
export function toCsv(images: readonly (readonly DetectionRecord[])[], isList: boolean): string {
  const header = isList ? ['image', ...columns] : columns;
  const lines = images.flatMap((records, image) =>
    records.map((record) => {
      const cells = columns.map((column) => toCell(record[column]));
      return (isList ? [image, ...cells] : cells).join(',');
    }),
  );
  return [header.join(','), ...lines, ''].join('\r\n');
}

function toCell(value: string | number): string | number {
  return typeof value === 'string' && /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
