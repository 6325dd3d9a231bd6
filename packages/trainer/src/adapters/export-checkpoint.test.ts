import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exportModel } from '../control/export-model.js';
import { EngineFailedError } from '../errors.js';
import { exportCheckpoint } from './export-checkpoint.js';

vi.mock('../control/export-model.js');
vi.mock('./create-engine.js');

let work: string;
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'detectory-export-'));
  vi.stubEnv('DETECTORY_WEIGHTS_DIR', work);
  vi.stubEnv('XDG_CACHE_HOME', work);
  vi.stubEnv('DETECTORY_WEIGHTS_URL', 'http://127.0.0.1:9');
  vi.mocked(exportModel).mockImplementation(({ weights }) =>
    Promise.reject(new EngineFailedError('export.py', `${weights} is not a YOLOv5 or Ultralytics checkpoint`, true)),
  );
});
afterEach(() => {
  vi.resetAllMocks();
  vi.unstubAllEnvs();
  rmSync(work, { recursive: true });
});

function write(name: string, content: string): string {
  writeFileSync(join(work, name), content);
  return join(work, name);
}

const exportIt = (source: string) =>
  exportCheckpoint({ source, out: join(work, 'out'), report: () => undefined }).catch((error: unknown) => error);

describe(exportCheckpoint, () => {
  it.each([
    [
      'p000.jpg',
      '\u00ff\u00d8\u00ff\u00e0',
      /p000\.jpg can't be exported: it is no PyTorch checkpoint; give a \.pt file/,
    ],
    ['seg.pt', 'PK\u0003\u0004cmodels.yolo\nSegmentationModel\n', /seg\.pt can't be exported: it holds a segmentation/],
  ])('refuses %s by its bytes, before a program is started', async (name, content, message) => {
    expect(await exportIt(write(name, content))).toMatchObject({
      code: 'TRAINER_WEIGHTS_UNUSABLE',
      message: expect.stringMatching(message) as string,
    });
    expect(exportModel).not.toHaveBeenCalled();
  });

  it('refuses published weights of another kind by their name', async () => {
    expect(await exportIt('yolov5s-seg.pt')).toMatchObject({
      message:
        "yolov5s-seg.pt can't be exported: the name is that of a segmentation model; give a detection checkpoint: yolov5s.pt.",
    });
  });

  it('says of a name that is nowhere what an export takes, and nothing of what trains', async () => {
    const { message } = (await exportIt('nosuch.pt')) as Error;
    expect(message).toMatch(
      /nosuch\.pt are not on this machine.* or give a run's folder, .* the path or s3:\/\/ URI of a \.pt file/,
    );
    expect(message).not.toMatch(/--weights|channel|scratch/);
  });

  it.each(['models.yolo', 'ultralytics.nn.tasks'])("calls a detector of %s by its caller's name", async (module) => {
    const source = write('mine.pt', `PK\u0003\u0004c${module}\nDetectionModel\nPK\u0005\u0006`);
    const error = await exportIt(source);
    expect(error).toMatchObject({ message: `${source} is not a YOLOv5 or Ultralytics checkpoint`, blame: 'input' });
    expect(readdirSync(work)).toEqual(['mine.pt']);
  });
});
