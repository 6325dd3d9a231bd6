import { formatDuration, formatSize, formatTable } from '@detectory/terminal';
import { formatVariants, type RunRecord } from '@detectory/trainer';
import { formatCurves } from './format-curves.js';
import { toServeCommand } from './format-next-step.js';
import { formatSaved, formatVerdict } from './format-verdict.js';
import type { RunSummary } from './read-run-summary.js';

/** Figures and files of a finished run; below them its curves, its verdict, and what to do next. */
export function formatRunSummary(summary: RunSummary): string {
  const { record, nextCommand } = summary;
  const watch = record?.watch;
  const parts = [
    formatFigures(summary),
    record?.exports && formatExports(record.exports),
    record && formatCurves(record.epochs),
    watch && [formatVerdict(watch), formatSaved(record)].filter(Boolean).join('\n'),
    [nextCommand && `To go on: ${nextCommand}`, `To see what it finds: ${toServeCommand(summary.model)}`]
      .filter(Boolean)
      .join('\n'),
  ];
  return parts.filter(Boolean).join('\n\n');
}

/** Sizes and precisions side by side; below them why one is refused. */
function formatExports(exports: NonNullable<RunRecord['exports']>): string {
  return [formatVariants(exports), ...exports.refusals.map(({ reason }) => reason)].join('\n');
}

/** Why fewer epochs were trained than were asked for. */
const endings: Readonly<Record<RunRecord['stop']['reason'], string>> = {
  finished: '',
  asked: ', stopped',
  'over-fitting': ', stopped because it over-fits',
  patience: ', ended by patience',
};

function formatFigures(summary: RunSummary): string {
  const { model, sizeBytes, durationMs, metrics, parity, curves, report, record } = summary;
  const rows = [
    ['model', `${model}${sizeBytes === undefined ? '' : ` (${formatSize(sizeBytes)})`}`],
    ...(record ? [['epochs', `${record.stop.epoch} of ${record.options.epochs}${endings[record.stop.reason]}`]] : []),
    ...(record?.bestEpoch === undefined
      ? []
      : [['best epoch', `${record.bestEpoch} of ${record.stop.epoch}, which the model is`]]),
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
    ...(report ? [['report', report]] : []),
    ...(durationMs === undefined ? [] : [['time', formatDuration(durationMs)]]),
  ];
  return formatTable(rows, { header: false });
}
