import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PythonMissingError } from '../errors.js';
import { findPython } from './find-python.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'detectory-python-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const write = (path: string): string => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), '');
  return join(folder, path);
};
const installed = () =>
  pathToFileURL(join(folder, 'node_modules/@detectory/trainer/dist/adapters/find-python.js')).href;

describe(findPython, () => {
  it('finds both in the workspace that it lies in', () => {
    write('containers/training/python/train.py');
    const python = write('.python/training/bin/python');
    expect(findPython({}, installed())).toEqual({ python, glue: join(folder, 'containers/training/python') });
  });

  it('takes what the environment names', () => {
    const environment = { DETECTORY_PYTHON: write('python'), DETECTORY_TRAINING_GLUE: folder };
    write('train.py');
    expect(findPython(environment, installed())).toEqual({ python: environment.DETECTORY_PYTHON, glue: folder });
  });

  it('says outside a workspace that no npm package holds them, and what to set', () => {
    const find = () => findPython({}, installed());
    expect(find).toThrow(PythonMissingError);
    expect(find).toThrow(/DETECTORY_PYTHON is not set.*DETECTORY_TRAINING_GLUE is not set.*AGPL.*no npm package/);
  });

  it('names only what is missing', () => {
    write('containers/training/python/train.py');
    expect(() => findPython({}, installed())).toThrow(
      /^Training needs a Python with YOLOv5 \(.*\.python.*\)\. Run `npm run setup` in /,
    );
  });
});
