import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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
