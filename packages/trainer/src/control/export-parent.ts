import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { compareWithParent } from '../adapters/compare-with-parent.js';
import { letterboxPhotos } from '../adapters/letterbox-photos.js';
import { type ExportFile, openExport } from '../artefacts/open-export.js';
import type { ModelEvent } from '../engine/engine-event.js';
import { comparisonRules, judgeParity, type Parity } from '../engine/judge-parity.js';
import { parseExportSizes } from '../options/parse-export-sizes.js';
import { spreadOver } from '../quantise/spread-over.js';
import type { ModelExportRequest } from './export-model.js';

export interface ExportedParent {
  readonly model: ModelEvent;
  /** The fp32 exports, the default size first. */
  readonly outputs: readonly ExportFile[];
  readonly parity: Parity;
}

const maxParityPhotos = 32;

/** The checkpoint in fp32 at each size, held against itself. @throws ExportMismatchError */
export async function exportParent(
  { engine, weights, exportSizes, evaluation }: ModelExportRequest,
  workFolder: string,
): Promise<ExportedParent> {
  const folder = join(workFolder, 'parity');
  await mkdir(folder, { recursive: true });
  const photos = spreadOver(
    (evaluation?.photos ?? []).map(({ path }) => path),
    maxParityPhotos,
  );
  const outputs = await Promise.all(
    parseExportSizes(exportSizes).map(async (size) => ({
      ...size,
      precision: 'fp32' as const,
      file: join(workFolder, `fp32-${size.heightPx}x${size.widthPx}.onnx`),
      photos: await letterboxPhotos(photos, size, folder),
    })),
  );
  const { model, parents } = await engine.export({ weights, outputs, thresholds: comparisonRules.thresholds });
  const comparisons = [];
  for (const output of outputs) {
    const ofOutput = parents.filter(({ file }) => file === output.file);
    comparisons.push(await compareWithParent(openExport(model, output), output, ofOutput));
  }
  return { model, outputs, parity: judgeParity(comparisons) };
}
