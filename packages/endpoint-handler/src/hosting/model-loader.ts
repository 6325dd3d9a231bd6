import type { EndpointModel } from '../ports/endpoint-model.js';

/** A model in memory. */
export interface LoadedModel {
  readonly model: EndpointModel;
  /** Settles when its threads have ended and its memory is given back. */
  close(): Promise<void>;
}

/** Brings models into memory; the server wires it to the file system and ONNX Runtime. */
export interface ModelLoader {
  /**
   * Where a url leads, and about how many bytes of memory the model there will take.
   * @throws ModelUrlNotFoundError, ModelUnusableError (also for a url outside of the models folder)
   */
  locate(modelUrl: string): Promise<{ readonly estimatedBytes: number }>;
  /**
   * Settles when the model is warm.
   * @throws ModelUrlNotFoundError, ModelUnusableError
   */
  open(modelUrl: string): Promise<LoadedModel>;
  /** The url of a model that a request names, for servers that load on demand; undefined where there is none. */
  find?(modelName: string): Promise<string | undefined>;
}

/** How much memory models may take. */
export interface MemoryMeter {
  readonly budgetBytes: number;
  /** What the process takes now, as the kernel counts it. */
  usedBytes(): number;
}
