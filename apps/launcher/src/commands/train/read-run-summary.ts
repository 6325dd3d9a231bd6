import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelManifest } from '@detectory/inference-core';
import { openModel } from '@detectory/inference-core/model-folder';
import { createStorage, isS3Uri } from '@detectory/storage';
import type { RunRecord, RunResult } from '@detectory/trainer';
import { readRunRecord } from '@detectory/trainer/evaluation';
import { toContinueCommand } from './format-next-step.js';
import { type FinishedRun, toRunToContinue } from './to-run-to-continue.js';
import { writeRunReport } from './write-run-report.js';

export interface RunSummary extends RunResult {
  readonly sizeBytes: number | undefined;
  /** From its start to its end, where anybody knows it. */
  readonly durationMs: number | undefined;
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

export interface RunContext extends FinishedRun {
  /** As it was measured from outside; else run.json tells it. */
  readonly durationMs: number | undefined;
  /** The run's page, where it is there already. */
  readonly report?: string | undefined;
}

/** What a person wants to know of a finished run, read from what it left, wherever that lies. */
export async function readRunSummary(result: RunResult, context: RunContext): Promise<RunSummary> {
  const isLocal = !isS3Uri(result.model);
  const found = await createStorage().stat(result.model);
  const curves = join(result.output, 'results.png');
  const record = await readRunRecord(result.output).catch(() => undefined);
  const toContinue = toRunToContinue(result, context);
  const nextCommand = record && toContinue && toContinueCommand(record, toContinue);
  const manifest = isLocal ? await openModel(result.model) : undefined;
  try {
    return {
      ...result,
      sizeBytes: found?.sizeBytes,
      durationMs: roundMs(context.durationMs ?? toRecordedMs(record)),
      classNames: manifest?.manifest.classNames ?? [],
      metrics: manifest?.manifest.metrics,
      parity: manifest?.manifest.parity,
      curves: isLocal && (await stat(curves).catch(() => undefined)) ? curves : undefined,
      record,
      report: context.report ?? (record && (await writeRunReport(result, record, { data: context.data, nextCommand }))),
      nextCommand,
    };
  } finally {
    await manifest?.close();
  }
}

/** run.json may be of an image of other makers. */
function toRecordedMs(record: Partial<RunRecord> | undefined): number | undefined {
  const total = record?.seconds?.['total'];
  return total === undefined ? undefined : total * 1000;
}

function roundMs(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.round(ms);
}
