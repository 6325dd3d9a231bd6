import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { docker, ensureImages, hardened, trainingImage, withServingContainer } from '../src/containers.js';
import { countHits, type NamedDetection } from '../src/count-hits.js';
import { labelledBoxes } from '../src/labelled-boxes.js';
import { shared } from '../src/workspace.js';

// Two large giraffes: what the test needs is a photo whose objects a small network knows.
const photo = '000000000025.jpg';

const work = mkdtempSync(join(tmpdir(), 'detectory-containers-'));
afterAll(() => rmSync(work, { recursive: true }));
beforeAll(ensureImages);

describe('the two images', () => {
  it('prepare and train one epoch in one, as nobody in particular and without network, and serve in the other', async () => {
    const ml = makeMlFolder(join(work, 'ml'));
    const data = shared('data', 'coco128');
    const offline = [...hardened, '--network', 'none', '--rm'];
    const mounts = ['--volume', `${data}:/data:ro`, '--volume', `${join(ml, 'input', 'data')}:/channels`];
    const labels = ['--labels', '/data/labels.json', '--images', '/data', '--copy', 'copy'];
    const build = ['prepare', 'build', '/data/output.manifest', ...labels, '--out', '/channels/training'];
    docker('run', ...offline, ...mounts, trainingImage, ...build);

    const weights = ['--volume', `${shared('weights')}:/opt/ml/input/data/weights:ro`];
    // PyTorch's loaders hand batches over in shared memory, of which Docker gives 64 MB.
    const log = docker('run', ...offline, '--shm-size', '1g', '--volume', `${ml}:/opt/ml`, ...weights, trainingImage);
    expect(log).toContain('epoch=1');

    const model = ['--volume', `${join(ml, 'model')}:/opt/ml/model:ro`];
    const found = await withServingContainer([...hardened, ...model], async (url) => {
      const response = await fetch(`${url}/invocations`, {
        method: 'POST',
        body: readFileSync(join(data, 'images', photo)),
      });
      return (await response.json()) as NamedDetection[];
    });
    expect(countHits(found, labelledBoxes(join(data, 'output.manifest'), photo))).toBeGreaterThanOrEqual(1);
  });
});

describe('the training image', () => {
  it('says why it can do nothing, also as root, where SageMaker looks for it', () => {
    const ml = makeMlFolder(join(work, 'empty'));
    const run = ['run', '--rm', '--network', 'none', '--volume', `${ml}:/opt/ml`, trainingImage, 'train'];
    expect(() => docker(...run)).toThrow(/holds a data\.yaml/);
    expect(readFileSync(join(ml, 'output', 'failure'), 'utf8')).toMatch(/Build a dataset with detectory-prep build/);
  });

  it("runs other commands as they are, as SageMaker's local mode asks", () => {
    expect(docker('run', '--rm', trainingImage, 'python3', '-c', 'print(6 * 7)')).toBe('42');
    expect(() => docker('run', '--rm', trainingImage, 'no-such-command')).toThrow(/no-such-command can't be run/);
  });
});

/** What SageMaker lays out before a job, writable for any user as it is there. */
function makeMlFolder(ml: string): string {
  for (const name of ['input/config', 'input/data/weights', 'model', 'output', 'checkpoints']) {
    mkdirSync(join(ml, name), { recursive: true });
    chmodSync(join(ml, name), 0o777);
  }
  chmodSync(join(ml, 'input', 'data'), 0o777);
  const hyperparameters = { epochs: '1', imgsz: '320', 'batch-size': '16', weights: 'yolov5n.pt' };
  writeFileSync(join(ml, 'input', 'config', 'hyperparameters.json'), JSON.stringify(hyperparameters));
  return ml;
}
