import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeWorkFolder } from '../adapters/work-folder.js';
import { WeightsUnusableError } from '../errors.js';
import { type MlFolder, makeMlFolder, sampleDataset } from '../testing/ml-folder.js';
import type { ProgressEvent } from './progress-channel.js';
import { runTrainingJob } from './run-training-job.js';

let ml: MlFolder;
let server: Server;
beforeEach(async () => {
  server = createServer((_, response) => response.end('PK\u0003\u0004cmodels.yolo\nSegmentationModel\n'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ml = makeMlFolder({
    ...sampleDataset('data/training/'),
    'config/hyperparameters.json': JSON.stringify({ weights: 'garden-seg.pt' }),
  });
  vi.stubEnv('DETECTORY_WEIGHTS_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('DETECTORY_WEIGHTS_DIR', undefined);
  vi.stubEnv('XDG_CACHE_HOME', join(ml.workFolder, 'cache'));
  // No engine is to start; one that did would fail with other words.
  vi.stubEnv('DETECTORY_PYTHON', process.execPath);
});
afterEach(() => {
  vi.unstubAllEnvs();
  server.close();
  ml.remove();
});

describe(runTrainingJob, () => {
  it('refuses weights of another kind that had to be fetched, before an engine opens them', async () => {
    const training = runTrainingJob({
      paths: ml.paths,
      report: () => undefined,
      log: () => undefined,
      signal: new AbortController().signal,
    });
    await expect(training).rejects.toThrow(WeightsUnusableError);
    await expect(training).rejects.toThrow(/garden-seg\.pt can't be trained on: it holds a segmentation model/);
  });

  it('removes first what a training left that was killed', async () => {
    const temporary = join(ml.workFolder, 'tmp');
    mkdirSync(temporary);
    vi.stubEnv('TMPDIR', temporary);
    const left = await makeWorkFolder('detectory-train-');
    const owner = readFileSync(join(left, '.owner.json'), 'utf8');
    writeFileSync(join(left, '.owner.json'), owner.replace(/"pid":\d+/, `"pid":${2 ** 22 + 1}`));
    await expect(
      runTrainingJob({
        paths: ml.paths,
        report: () => undefined,
        log: () => undefined,
        signal: new AbortController().signal,
      }),
    ).rejects.toThrow(WeightsUnusableError);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('warns at once where the network takes few of the weights, which the framework only logs', async () => {
    const python = join(ml.workFolder, 'python');
    const line = 'Transferred 60/349 items from yolov5n.pt';
    writeFileSync(python, `#!/bin/sh\necho ${line}\nexit 1\n`, { mode: 0o755 });
    vi.stubEnv('DETECTORY_PYTHON', python);
    const weights = join(ml.paths.root, 'yolov5n.pt');
    writeFileSync(weights, 'PK\u0003\u0004cmodels.yolo\nDetectionModel\nPK\u0005\u0006');
    writeFileSync(ml.paths.hyperparameters, JSON.stringify({ weights, cfg: 'yolov5s' }));
    const told: ProgressEvent[] = [];
    const log: string[] = [];
    const training = runTrainingJob({
      paths: ml.paths,
      report: (event) => void told.push(event),
      log: (each) => void log.push(each),
      signal: new AbortController().signal,
    });
    await expect(training).rejects.toThrow(/train\.py/);
    const message = expect.stringMatching(/^Only 60 of 349 tensors of the network of cfg yolov5s /) as string;
    expect(told).toContainEqual({ event: 'warning', message });
    expect(log).toContain(line);
  });

  it('says what was chosen where nobody chose, in its log and to whoever started it', async () => {
    const told: ProgressEvent[] = [];
    const lines: string[] = [];
    const training = runTrainingJob({
      paths: ml.paths,
      report: (event) => told.push(event),
      log: (line) => lines.push(line),
      signal: new AbortController().signal,
    });
    await expect(training).rejects.toThrow();
    const message = 'Hyperparameters: the preset finetune.';
    expect(told).toContainEqual({ event: 'note', message });
    expect(lines).toContain(`[detectory] ${message}`);
  });
});
