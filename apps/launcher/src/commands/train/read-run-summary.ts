import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelManifest } from '@detectory/inference-core';
import { openModel } from '@detectory/inference-core/model-folder';
import { createStorage } from '@detectory/storage';
import type { RunResult } from '@detectory/trainer';

export interface RunSummary extends RunResult {
  readonly sizeBytes: number | undefined;
  readonly durationMs: number;
  readonly classNames: readonly string[];
  readonly metrics: ModelManifest['metrics'];
  readonly parity: ModelManifest['parity'];
  /** The picture of the curves, where the run is on this machine. */
  readonly curves: string | undefined;
}

/** What a person wants to know of a finished run, read from the archive itself. */
export async function readRunSummary(result: RunResult, durationMs: number): Promise<RunSummary> {
  const isLocal = !result.model.startsWith('s3://');
  const found = await createStorage().stat(result.model);
  const curves = join(result.output, 'results.png');
  const manifest = isLocal ? await openModel(result.model) : undefined;
  try {
    return {
      ...result,
      sizeBytes: found?.sizeBytes,
      durationMs: Math.round(durationMs),
      classNames: manifest?.manifest.classNames ?? [],
      metrics: manifest?.manifest.metrics,
      parity: manifest?.manifest.parity,
      curves: isLocal && (await stat(curves).catch(() => undefined)) ? curves : undefined,
    };
  } finally {
    await manifest?.close();
  }
}
