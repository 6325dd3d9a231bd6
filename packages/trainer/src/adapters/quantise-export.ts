import type { EngineListeners } from '../engine/engine.js';
import type { ExportSize } from '../options/parse-export-sizes.js';
import type { Precision } from '../quantise/precision.js';
import { findPython } from './find-python.js';
import { runGlue } from './run-glue.js';

export interface QuantiseRequest extends ExportSize {
  /** A fused fp32 export. */
  readonly model: string;
  readonly output: string;
  readonly precision: Exclude<Precision, 'fp32'>;
  /** Letterboxed training photos, by which int8 measures the range of each tensor. */
  readonly photos: readonly string[];
}

/** Makes a smaller export of an export. @throws EngineFailedError */
export function quantiseExport(request: QuantiseRequest, listeners: EngineListeners): Promise<void> {
  return runGlue(findPython(), { program: 'quantise.py', options: request, ...listeners });
}
