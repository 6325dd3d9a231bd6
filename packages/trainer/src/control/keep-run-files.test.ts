import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toMlPaths } from '../contract/ml-paths.js';
import type { EngineArtefacts } from '../engine/engine.js';
import { keepRunFiles } from './keep-run-files.js';

let work: string;
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'detectory-keep-'));
  mkdirSync(join(work, 'run', 'weights'), { recursive: true });
  mkdirSync(join(work, 'run', 'plots'));
  for (const name of ['weights/best.pt', 'weights/last.pt', 'results.csv', 'opt.yaml', 'results.png', 'plots/PR.png'])
    writeFileSync(join(work, 'run', name), name);
});
afterEach(() => rmSync(work, { recursive: true }));

const paths = () => toMlPaths(join(work, 'ml'));
const artefacts = (epochs = 1): EngineArtefacts => ({
  bestWeights: join(work, 'run', 'weights', 'best.pt'),
  resultsCsv: join(work, 'run', 'results.csv'),
  optionsYaml: join(work, 'run', 'opt.yaml'),
  runFolder: join(work, 'run'),
  epochs,
  bestEpoch: 0,
  stopped: false,
});
const listed = (folder: string) => readdirSync(folder, { recursive: true }).map(String).sort();

describe(keepRunFiles, () => {
  it('Model output: best.pt, results.csv and opt.yaml, whole and nothing else', async () => {
    await keepRunFiles(artefacts(), paths());
    expect(listed(paths().model)).toEqual(['best.pt', 'opt.yaml', 'results.csv']);
    expect(readFileSync(join(paths().model, 'best.pt'), 'utf8')).toBe('weights/best.pt');
  });

  it('Other output: plots and the rest go there, weights do not', async () => {
    await keepRunFiles(artefacts(), paths());
    expect(listed(paths().outputData)).toEqual(['opt.yaml', 'plots', 'plots/PR.png', 'results.csv', 'results.png']);
  });

  it('has no results where training was stopped within its first epoch', async () => {
    await keepRunFiles(artefacts(0), paths());
    expect(existsSync(join(paths().model, 'results.csv'))).toBe(false);
  });

  it('Result: a training that left no best.pt has failed', async () => {
    rmSync(artefacts().bestWeights);
    await expect(keepRunFiles(artefacts(), paths())).rejects.toMatchObject({
      name: 'EngineFailedError',
      message: expect.stringMatching(/it left no .*best\.pt/) as string,
    });
    expect(listed(paths().model)).toEqual([]);
  });
});
