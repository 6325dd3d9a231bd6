import type { DistributedPlan } from '../distributed/distributed-plan.js';
import type { ExportSize } from '../options/parse-export-sizes.js';
import type { TrainOptions } from '../options/resolve-options.js';
import type { EngineEvent, ModelEvent, ParentEvent } from './engine-event.js';

export interface EngineTraining {
  readonly options: TrainOptions;
  /** A data.yaml with absolute paths. */
  readonly data: string;
  /** Absolute path of the starting weights; undefined trains from scratch. */
  readonly weights: string | undefined;
  /** Where the engine may write; its results are answered as paths in it. */
  readonly workFolder: string;
  /** A checkpoint's folder to go on from, with what the engine must know of its best epoch. */
  readonly resume?:
    | {
        readonly checkpoint: string;
        /** The last whole epoch, counted from 0. */
        readonly epoch: number;
        readonly bestEpoch: number;
        readonly bestFitness: number;
      }
    | undefined;
  /** Where TensorBoard events go; none are written without it. */
  readonly tensorboardFolder?: string | undefined;
  /** Where several processes train together. */
  readonly distributed?: DistributedPlan | undefined;
  /** Ends training after the current epoch. */
  readonly signal?: AbortSignal | undefined;
  /** Ends it at the next batch: the epoch takes longer than a stop may. */
  readonly hurry?: AbortSignal | undefined;
  /** Kills it. */
  readonly kill?: AbortSignal | undefined;
}

/** What a training leaves. */
export interface EngineArtefacts {
  readonly bestWeights: string;
  readonly resultsCsv: string;
  readonly optionsYaml: string;
  /** Plots and other files to look at, all below this folder. */
  readonly runFolder: string;
  readonly epochs: number;
  /** Counted from 0. */
  readonly bestEpoch: number;
  readonly stopped: boolean;
}

/** One fixed size to export. */
export interface EngineExportOutput extends ExportSize {
  readonly file: string;
  /** Letterboxed photos (raw RGB bytes of this size) on which the checkpoint shows what it finds. */
  readonly photos: readonly string[];
}

export interface EngineExport {
  readonly weights: string;
  readonly outputs: readonly EngineExportOutput[];
  /** Confidences at which the checkpoint is asked. */
  readonly thresholds: readonly number[];
}

export interface ExportedModel {
  readonly model: ModelEvent;
  readonly parents: readonly ParentEvent[];
}

/** The seam behind which a training framework stands: YOLOv5 is the first, and not the last. */
export interface Engine {
  readonly name: string;
  /** Of the framework, and so of weights that it trained. */
  readonly licence: string;
  train(training: EngineTraining): Promise<EngineArtefacts>;
  /** The weights of a whole training state, without what only training needs. */
  strip(source: string, target: string): Promise<void>;
  export(request: EngineExport): Promise<ExportedModel>;
}

export interface EngineListeners {
  readonly onEvent: (event: EngineEvent) => void;
  readonly onLog: (line: string) => void;
  /** Kills whatever program runs: there is no time left. */
  readonly kill?: AbortSignal | undefined;
}
