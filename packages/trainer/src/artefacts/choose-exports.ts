import type { Precision } from '../quantise/precision.js';
import type { Refusal } from '../quantise/export-variant.js';
import type { ExportFile } from './open-export.js';

/**
 * What goes into the model, in the order in which precisions were asked for, with the names that the files get there.
 * Where every precision asked for is refused, fp32 stands in: a training's work is never lost to a quantisation.
 */
export function chooseExports(
  made: readonly ExportFile[],
  asked: readonly Precision[],
  refusals: readonly Refusal[],
): { readonly from: string; readonly entry: ExportFile }[] {
  const passed = asked.filter((precision) => !refusals.some((refusal) => refusal.precision === precision));
  const kept: readonly Precision[] = passed.length > 0 ? passed : ['fp32'];
  return kept.flatMap((precision, order) =>
    made
      .filter((one) => one.precision === precision)
      .map((one, index) => ({ from: one.file, entry: { ...one, file: toFileName(one, order, index) } })),
  );
}

/** The default is model.onnx; the others say what they are. */
function toFileName({ precision, heightPx, widthPx }: ExportFile, order: number, index: number): string {
  const parts = ['model', ...(order === 0 ? [] : [precision]), ...(index === 0 ? [] : [`${heightPx}x${widthPx}`])];
  return `${parts.join('-')}.onnx`;
}
