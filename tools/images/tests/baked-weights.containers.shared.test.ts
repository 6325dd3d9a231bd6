import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readContainer } from '../src/container.mjs';
import { docker } from '../src/docker.mjs';
import { resolveBases } from '../src/resolve-bases.mjs';
import { build, bundle, root } from './image-commands.js';

/** A name that YOLOv5's release doesn't have: a mirror may hold weights of one's own. */
const weights = 'own-tools.pt';
const image = 'detectory-test-baked-weights';
const shared = join(root, '..', 'shared');
const work = mkdtempSync(join(tmpdir(), 'detectory-baked-'));
const asked: string[] = [];
/** Stands in for the releases that checkpoints are fetched from: it gives the same checkpoint for every name. */
const mirror = createServer(({ url = '' }, response) => {
  asked.push(url);
  response.end(readFileSync(join(shared, 'weights', 'yolov5n.pt')));
});

beforeAll(async () => {
  bundle('training');
  // Its layers are those of the builds below, up to the weights.
  const { code, output } = await build(['training']);
  if (code !== 0) throw new Error(output);
  await new Promise<void>((resolve) => mirror.listen(0, '127.0.0.1', resolve));
}, 3_600_000);
afterAll(async () => {
  mirror.close();
  await docker(['rmi', '--force', image]);
  rmSync(work, { recursive: true });
});

/** As docs/train/container.md says, from the folder and not from a context of our own. */
async function bake(names: string): Promise<void> {
  const container = readContainer('training');
  const bases = Object.entries(await resolveBases(container, {}));
  const values = [
    ...bases.map(([argument, base]) => `${argument}=${base.image}`),
    `WEIGHTS=${names}`,
    `DETECTORY_WEIGHTS_URL=http://127.0.0.1:${(mirror.address() as AddressInfo).port}`,
  ];
  const args = values.flatMap((value) => ['--build-arg', value]);
  await docker(['build', '--network', 'host', '--tag', image, ...args, container.folder]);
}

/** A job on four photos, whose boxes mean nothing, without a channel of weights. */
function layOutJob(): string {
  const photos = join(shared, 'data', 'coco128', 'images');
  const data = join(work, 'input', 'data', 'training');
  for (const split of ['train', 'val']) {
    for (const kind of ['images', 'labels']) mkdirSync(join(data, kind, split), { recursive: true });
    for (const photo of readdirSync(photos).slice(split === 'train' ? 0 : 2, split === 'train' ? 2 : 4)) {
      copyFileSync(join(photos, photo), join(data, 'images', split, photo));
      writeFileSync(join(data, 'labels', split, photo.replace(/\.\w+$/, '.txt')), '0 0.5 0.5 0.4 0.4\n');
    }
  }
  writeFileSync(join(data, 'data.yaml'), 'train: images/train\nval: images/val\nnames: [thing]\n');
  for (const folder of ['input/config', 'model', 'output']) mkdirSync(join(work, folder));
  const hyperparameters = { weights, epochs: '1', imgsz: '64', 'batch-size': '2', workers: '0', noplots: 'true' };
  writeFileSync(join(work, 'input', 'config', 'hyperparameters.json'), JSON.stringify(hyperparameters));
  return work;
}

describe('weights named in a build argument', () => {
  it('Network isolation: are part of the image, and a job without a network starts from them', async () => {
    await bake(weights);
    expect(asked).toEqual([`/${weights}`]);
    const run = ['run', '--rm', '--network', 'none', '--volume', `${layOutJob()}:/opt/ml`, image];
    const log = await docker(run);
    expect(log).toContain('[detectory] epoch=1;');
    const options = readFileSync(join(work, 'model', 'opt.yaml'), 'utf8');
    expect(options).toContain(`weights: /opt/weights/${weights}`);
    expect(readdirSync(join(work, 'model'))).toContain('model.onnx');
  }, 1_200_000);

  it("Network isolation: end the build where what arrives isn't the file of that name", async () => {
    await expect(bake('yolov5s.pt')).rejects.toThrow(/The download of yolov5s\.pt has sha256 \w+; expected/);
  }, 600_000);
});
