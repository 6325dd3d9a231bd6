import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelManifest } from '@detectory/inference-core';
import { openModel } from '@detectory/inference-core/model-folder';
import { createStorage, joinUri, parentUri } from '@detectory/storage';
import type { JobState, RunPlace, RunRecord, RunResult } from '@detectory/trainer';
import { readRunRecord } from '@detectory/trainer/evaluation';
import { type RunToContinue, toContinueCommand } from './format-next-step.js';
import { toPlaceWords } from './to-place-words.js';
import { writeRunReport } from './write-run-report.js';

export interface RunSummary extends RunResult {
  readonly sizeBytes: number | undefined;
  readonly durationMs: number;
  readonly classNames: readonly string[];
  readonly metrics: ModelManifest['metrics'];
  readonly parity: ModelManifest['parity'];
  /** The picture of the curves, where the run is on this machine. */
  readonly curves: string | undefined;
  /** run.json's content; runs of other makers have none. */
  readonly record: RunRecord | undefined;
  /** The run's page, where the run is on this machine. */
  readonly report: string | undefined;
  /** What trains the run on, where that would help. */
  readonly nextCommand: string | undefined;
}

/** What is known of a run beside what it left. */
export interface RunContext {
  readonly durationMs: number;
  readonly data: string;
  readonly place: RunPlace;
  readonly job?: JobState | undefined;
}

/** What a person wants to know of a finished run, read from the archive itself. */
export async function readRunSummary(result: RunResult, context: RunContext): Promise<RunSummary> {
  const isLocal = !result.model.startsWith('s3://');
  const found = await createStorage().stat(result.model);
  const curves = join(result.output, 'results.png');
  const record = await readRunRecord(joinUri(result.output, 'run.json')).catch(() => undefined);
  const nextCommand = record && toContinueCommand(record, toRunToContinue(result, context));
  const manifest = isLocal ? await openModel(result.model) : undefined;
  try {
    return {
      ...result,
      sizeBytes: found?.sizeBytes,
      durationMs: Math.round(context.durationMs),
      classNames: manifest?.manifest.classNames ?? [],
      metrics: manifest?.manifest.metrics,
      parity: manifest?.manifest.parity,
      curves: isLocal && (await stat(curves).catch(() => undefined)) ? curves : undefined,
      record,
      report: record && (await writeRunReport(result, record, { data: context.data, nextCommand })),
      nextCommand,
    };
  } finally {
    await manifest?.close();
  }
}

/** A run's folder holds its archive. */
function toRunToContinue({ model }: RunResult, { data, place, job }: RunContext): RunToContinue {
  const run = parentUri(model);
  return { run, data, place: toPlaceWords(place, parentUri(run), job) };
}
