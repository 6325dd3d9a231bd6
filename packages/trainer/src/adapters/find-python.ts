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
 * The Python that has YOLOv5, and our programs for it: DETECTORY_PYTHON and DETECTORY_TRAINING_GLUE, else those of the
 * workspace that `from` lies in. What npm installs has neither.
 * @throws PythonMissingError with the way to get them
 */
export function findPython(environment: NodeJS.ProcessEnv = process.env, from = import.meta.url): PythonSetup {
  const workspace = findUpward(from, gluePath);
  const python = environment['DETECTORY_PYTHON'] ?? (workspace && join(workspace, '.python/training/bin/python'));
  const glue = environment['DETECTORY_TRAINING_GLUE'] ?? (workspace && join(workspace, gluePath));
  if (python && glue && existsSync(python) && existsSync(join(glue, 'train.py'))) return { python, glue };
  throw new PythonMissingError(explain(python, glue, workspace));
}

const gluePath = join('containers', 'training', 'python');

function explain(python: string | undefined, glue: string | undefined, workspace: string | undefined): string {
  const missing = [
    ...(python && existsSync(python) ? [] : [`a Python with YOLOv5 (${python ?? 'DETECTORY_PYTHON is not set'})`]),
    ...(glue && existsSync(join(glue, 'train.py'))
      ? []
      : [`the programs that import it (${glue ?? 'DETECTORY_TRAINING_GLUE is not set'})`]),
  ];
  const fix = workspace
    ? `Run \`npm run setup\` in ${workspace}.`
    : 'They are under AGPL-3.0 and in no npm package: clone Detectory, run `npm run setup` there, and set DETECTORY_PYTHON to ' +
      `its .python/training/bin/python and DETECTORY_TRAINING_GLUE to its ${gluePath}.`;
  return `Training needs ${missing.join(' and ')}. ${fix}`;
}

function findUpward(from: string, relative: string): string | undefined {
  for (let folder = dirname(fileURLToPath(from)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, relative))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}
