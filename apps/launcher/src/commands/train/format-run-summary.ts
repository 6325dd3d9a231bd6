import { formatDuration, formatSize, formatTable } from '@detectory/terminal';
import type { RunSummary } from './read-run-summary.js';

export function formatRunSummary({ model, sizeBytes, durationMs, metrics, parity, curves }: RunSummary): string {
  const rows = [
    ['model', `${model}${sizeBytes === undefined ? '' : ` (${formatSize(sizeBytes)})`}`],
    ...(metrics
      ? [
          [
            `on ${metrics.images} ${metrics.split} photos`,
            `mAP50 ${metrics.mAP50.toFixed(3)}, mAP50-95 ${metrics.mAP50_95.toFixed(3)}`,
          ],
        ]
      : []),
    ...(parity
      ? [
          [
            'export against checkpoint',
            `${(parity.agreement * 100).toFixed(1)}% of ${parity.detections} detections agree`,
          ],
        ]
      : []),
    ...(curves ? [['curves', curves]] : []),
    ['time', formatDuration(durationMs)],
  ];
  return formatTable(rows, { header: false });
}
