import type { ModelManifest } from './model-manifest.js';

/** A model whose files can be read: what a detector is made from. */
export interface OpenedModel {
  readonly manifest: ModelManifest;
  /** The path on disk of a file that the manifest names. */
  resolveFile(file: string): string;
  /** Removes what opening left on disk, such as an extracted archive. */
  close(): Promise<void>;
}
