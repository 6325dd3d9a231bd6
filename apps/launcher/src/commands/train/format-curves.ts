import { formatSparkline, formatTable } from '@detectory/terminal';
import { type RecordedEpoch, smoothCurve, totalLoss } from '@detectory/trainer';

const widthChars = 40;

/** The run's curves as small lines of text: smoothed losses, and mAP50-95. Nothing for fewer than two epochs. */
export function formatCurves(
  epochs: readonly Pick<RecordedEpoch, 'train' | 'val'>[],
  canUnicode = true,
): string | undefined {
  if (epochs.length < 2) return undefined;
  const curves: readonly (readonly [string, (number | null)[]])[] = [
    ['training loss', smoothCurve(epochs.map(({ train }) => totalLoss(train)))],
    ['validation loss', smoothCurve(epochs.map(({ val }) => totalLoss(val)))],
    ['mAP50-95', epochs.map(({ val }) => val.mAP50_95)],
  ];
  const rows = curves.map(([name, values]) => [
    name,
    formatSparkline(values, widthChars, canUnicode),
    formatEnds(values),
  ]);
  return formatTable(rows, { header: false });
}

function formatEnds(values: readonly (number | null)[]): string {
  const present = values.filter((value) => value !== null);
  const [first, last] = [present[0], present.at(-1)];
  return first === undefined || last === undefined ? '' : `${first.toFixed(3)} to ${last.toFixed(3)}`;
}
