import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PythonMissingError } from '../errors.js';

export interface PythonSetup {
  readonly python: string;
  /** The folder of the programs that import YOLOv5. */
  readonly glue: string;
}

/**
 * The Python that has YOLOv5, and our programs for it: DETECTORY_PYTHON and DETECTORY_TRAINING_GLUE, else the workspace's.
 * @throws PythonMissingError with the way to get them
 */
export function findPython(environment: NodeJS.ProcessEnv = process.env): PythonSetup {
  const workspace = findUpward(join('containers', 'training', 'python'));
  const python = environment['DETECTORY_PYTHON'] ?? join(workspace ?? '', '.python', 'training', 'bin', 'python');
  const glue = environment['DETECTORY_TRAINING_GLUE'] ?? join(workspace ?? '', 'containers', 'training', 'python');
  if (existsSync(python) && existsSync(join(glue, 'train.py'))) return { python, glue };
  throw new PythonMissingError(
    `The Python environment for training is missing (${existsSync(python) ? glue : python}). Run \`npm run setup\` in the workspace, ` +
      'or set DETECTORY_PYTHON to a Python with containers/training/requirements.lock installed.',
  );
}

function findUpward(relative: string): string | undefined {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, relative))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}
