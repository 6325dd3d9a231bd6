import { readFileSync } from 'node:fs';
import { printGoal, printTable } from '@detectory/bench-kit/print';
import { median } from '@detectory/bench-kit/statistics';
import { closedLoop, createClient } from '../client.mjs';
import { measureFloor } from '../measure-floor.mjs';
import { measurePeers } from '../measure-peers.mjs';
import { bareModel, ensureOwnModel, ownGraph } from '../models.mjs';
import { ensurePhotos } from '../photos.mjs';
import { milliseconds } from '../print.mjs';
import { withServer } from '../with-server.mjs';

/** One request at a time over HTTP with default flags, beside the peers in process and the floor. */
export async function one(runs) {
  const photos = await ensurePhotos();
  for (const photo of [photos.small, photos.middle]) {
    const rounds = [];
    // In turn, so that a slow minute of the machine meets all of them.
    for (let round = 0; round < runs; round++) rounds.push(await measureRound(photo));
    report(photo, (name) => median(rounds.map((values) => values[name])));
  }
}

async function measureRound(photo) {
  const own = await ensureOwnModel();
  const floor = (model, height) => measureFloor({ model, height, width: 640, threads: 2, photo });
  return {
    floor: (await floor(bareModel(), 640)).totalMs,
    bare: await medianOverHttp(bareModel(), photo),
    ownFloor: (await floor(await ownGraph(480, 640), 480)).totalMs,
    own: await medianOverHttp(own, photo),
    ...(await measurePeers(photo)),
  };
}

function medianOverHttp(model, photo) {
  const body = readFileSync(photo);
  return withServer(['--model', model], async ({ url }) => {
    const client = createClient(url, 1);
    for (let warm = 0; warm < 5; warm++) await client.invoke(body);
    const { ms } = await closedLoop(() => client.invoke(body), 1, 3);
    client.close();
    return median(ms);
  });
}

function report(photo, of) {
  const row = (label, name) => [label, milliseconds(of(name)), (of(name) / of('floor')).toFixed(2)];
  printTable(`One request at a time, ${photo.split('/').at(-1)}`, [
    ['', 'median', '× floor at 640 × 640'],
    row('floor: decode + forward at 640 × 640', 'floor'),
    row("detectory-serve over HTTP, YOLOv5's export at 640 × 640", 'bare'),
    row('floor: decode + forward of our export at 480 × 640', 'ownFloor'),
    row('detectory-serve over HTTP, our export', 'own'),
    row('YOLOv5 through PyTorch, in process', 'pytorchMs'),
    row("YOLOv5's own ONNX Runtime path, in process", 'onnxMs'),
  ]);
  printGoal("YOLOv5's export over HTTP to its floor", of('bare') / of('floor'), 1.2);
  printGoal('our export over HTTP to its floor', of('own') / of('ownFloor'), 1.2);
  printGoal("YOLOv5's export over HTTP to PyTorch in process", of('bare') / of('pytorchMs'), 0.7);
  printGoal("YOLOv5's export over HTTP to its ONNX Runtime path in process", of('bare') / of('onnxMs'), 1);
  printGoal("our export over HTTP to YOLOv5's ONNX Runtime path in process", of('own') / of('onnxMs'), 0.75);
}
