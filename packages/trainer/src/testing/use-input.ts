import { afterEach, vi } from 'vitest';
import { prepareInput, type PreparedInput } from '../control/prepare-input.js';
import { type MlFolder, makeMlFolder, type Tree } from './ml-folder.js';

/** The beginning of a detection checkpoint, by which it is known. */
export const checkpoint = 'PK\u0003\u0004cmodels.yolo\nDetectionModel\nPK\u0005\u0006';

export const hyperparameters = (values: Record<string, string>): Tree => ({
  'config/hyperparameters.json': JSON.stringify(values),
});

export interface Prepared extends PreparedInput {
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

export interface InputWorld {
  /** The folder of the job that was prepared last. */
  readonly ml: MlFolder;
  /** Prepares a job of these files. */
  prepare(files: Tree, before?: (folder: MlFolder) => void): Promise<Prepared>;
}

/** Jobs' input for each test of the file. */
export function useInput(): InputWorld {
  let ml: MlFolder;
  afterEach(() => {
    vi.unstubAllEnvs();
    ml.remove();
  });
  return {
    get ml() {
      return ml;
    },
    async prepare(files, before = () => undefined) {
      ml = makeMlFolder(files);
      before(ml);
      const notes: string[] = [];
      const warnings: string[] = [];
      const note = (message: string) => void notes.push(message);
      const warn = (message: string) => void warnings.push(message);
      return { ...(await prepareInput({ ...ml, note, warn })), notes, warnings };
    },
  };
}
