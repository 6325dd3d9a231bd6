import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { printGoalAtLeast, printTable } from '@detectory/bench-kit/print';
import { root } from '@detectory/setup/workspace';
import { bundleMatching } from '../bundle-matching.mjs';
import { createClient, expectOk } from '../client.mjs';
import { bareModel, checkpoint, ensureOwnModel, ownSizes } from '../models.mjs';
import { allPhotos } from '../photos.mjs';
import { inShared, trainingPython } from '../places.mjs';
import { runJson } from '../run-json.mjs';
import { withServer } from '../with-server.mjs';

const script = join(root, 'tools', 'e2e', 'python', 'yolov5_detections.py');

/** Speed counts only between answers that agree: ours on coco128 against YOLOv5 through PyTorch at the same input sizes. */
export async function agreement() {
  const shares = {
    "YOLOv5's export at 640 × 640": await measureShare(bareModel(), '640x640'),
    'our export, sizes chosen by photo': await measureShare(await ensureOwnModel(), ownSizes),
  };
  printTable('Detections that agree with YOLOv5 through PyTorch (class, IoU 0.95, confidence 0.01)', [
    ['', 'share'],
    ...Object.entries(shares).map(([name, share]) => [name, `${(100 * share).toFixed(1)}%`]),
  ]);
  for (const [name, share] of Object.entries(shares)) printGoalAtLeast(name, share, 0.98);
}

async function measureShare(model, sizes) {
  const { countMatches } = await bundleMatching();
  const [theirs] = await runJson(trainingPython, [script, checkpoint(), inShared('data', 'coco128', 'images'), sizes]);
  return shareOf(await answers(model), theirs, countMatches);
}

function answers(model) {
  return withServer(['--model', model], async ({ url }) => {
    const client = createClient(url, 1);
    const found = {};
    for (const photo of allPhotos())
      found[basename(photo)] = JSON.parse(expectOk(await client.invoke(readFileSync(photo))).body);
    client.close();
    return found;
  });
}

function shareOf(ours, theirs, countMatches) {
  let matched = 0;
  let total = 0;
  for (const [name, found] of Object.entries(theirs)) {
    matched += countMatches(ours[name], found);
    total += Math.max(ours[name].length, found.length);
  }
  return matched / total;
}
