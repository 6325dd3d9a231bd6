import { join } from 'node:path';
import type { EngineArtefacts } from '../engine/engine.js';

export interface Trained extends EngineArtefacts {
  /** Whether best.pt is a whole training state still, with what only training needs. */
  readonly isWholeState: boolean;
}

/** What a checkpoint has of a training's results. */
export function toArtefacts(
  checkpoint: string,
  { epoch, bestEpoch }: { readonly epoch: number; readonly bestEpoch: number },
): Trained {
  return {
    bestWeights: join(checkpoint, 'best.pt'),
    resultsCsv: join(checkpoint, 'results.csv'),
    optionsYaml: join(checkpoint, 'opt.yaml'),
    runFolder: join(checkpoint, 'run'),
    epochs: epoch + 1,
    bestEpoch,
    stopped: false,
    isWholeState: true,
  };
}
