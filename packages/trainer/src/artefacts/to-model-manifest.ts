import type { ModelManifest } from '@detectory/inference-core';
import type { Evaluation } from '@detectory/inference-core/evaluation';
import type { ModelEvent } from '../engine/engine-event.js';
import type { Parity } from '../engine/judge-parity.js';
import type { ExportVariant, Refusal } from '../quantise/export-variant.js';
import { describeModel, type ExportFile, toModelExport } from './open-export.js';

export interface ModelFacts {
  /** Of the weights: that of the framework that trained them. */
  readonly licence: string;
  readonly model: ModelEvent;
  /** With their files as model.json names them; the first one's precision is served. */
  readonly exports: readonly ExportFile[];
  readonly parity: Parity;
  /** Of the first export on a split; undefined where there was no data. */
  readonly metrics?: { readonly split: string; readonly evaluation: Evaluation } | undefined;
  readonly variants: readonly ExportVariant[];
  readonly refusals: readonly Refusal[];
  readonly datasetSha256?: string | undefined;
  readonly files: ModelManifest['files'];
}

/** model.json's content. */
export function toModelManifest(facts: ModelFacts): ModelManifest {
  const { model, parity, metrics, variants, datasetSha256, licence, files } = facts;
  return {
    ...describeModel(model),
    exports: facts.exports.map(toModelExport),
    ...(metrics ? { metrics: toMetrics(metrics) } : {}),
    ...(variants.length > 1 ? { variants: variants.map((variant) => toVariant(variant, facts.refusals)) } : {}),
    parity,
    ...(datasetSha256 ? { dataset: { sha256: datasetSha256 } } : {}),
    licences: { code: 'Apache-2.0', weights: licence },
    files,
  };
}

function toMetrics({ split, evaluation }: NonNullable<ModelFacts['metrics']>): NonNullable<ModelManifest['metrics']> {
  const { photos, boxes, yolov5 } = evaluation;
  const { precision, recall, mAP50, mAP50_95 } = yolov5;
  return { split, images: photos, boxes, precision, recall, mAP50, mAP50_95 };
}

/** Without the time: that is the machine's, and the same training should leave the same file. */
function toVariant(
  { latencyMs: _, ...variant }: ExportVariant,
  refusals: readonly Refusal[],
): NonNullable<ModelManifest['variants']>[number] {
  const isRefused = refusals.some(({ precision }) => precision === variant.precision);
  return { ...variant, isRefused };
}
