import { readFileSync } from 'node:fs';
import { printGoal, printTable } from '@detectory/bench-kit/print';
import { median } from '@detectory/bench-kit/statistics';
import { withFloor, withPeers } from '../contenders.mjs';
import { bareModel, ensureOwnModel, ownGraph } from '../models.mjs';
import { ensurePhotos } from '../photos.mjs';
import { milliseconds } from '../print.mjs';
import { serverTimings } from '../server-timings.mjs';
import { medianRatio, takeTurns } from '../take-turns.mjs';
import { withAll } from '../with-all.mjs';
import { withServer } from '../with-server.mjs';

/** Half a second each: what disturbs the machine meets all of a block, or is one block of many. */
const rounds = 8;
const blocksOfRun = 7;

/** One request at a time over HTTP with default flags, beside the peers in process and the floor. */
export async function one(runs) {
  const photos = await ensurePhotos();
  for (const photo of [photos.small, photos.middle]) report(photo, 480, await measure(photo, 480, runs * blocksOfRun));
  // Of this one PyTorch computes as many pixels as YOLOv5's export.
  report(photos.square, 640, await measure(photos.square, 640, runs * blocksOfRun));
}

/** @param {number} height that our export chooses for this photo */
async function measure(photo, height, blocks) {
  const floor = { model: bareModel(), height: 640, width: 640, threads: 2, photo };
  const ownFloor = { ...floor, model: await ownGraph(height, 640), height };
  const own = await ensureOwnModel();
  const body = readFileSync(photo);
  const overHttp = ({ url }) => serverTimings(url, body, rounds).then(({ whole }) => whole);
  const totalMs = (ask) => ask(rounds).then((answer) => answer.totalMs);
  const openers = [
    (use) => withFloor(floor, use),
    (use) => withFloor(ownFloor, use),
    (use) => withPeers(photo, use),
    (use) => withServer(['--model', bareModel()], use),
    (use) => withServer(['--model', own], use),
  ];
  return withAll(openers, (askFloor, askOwnFloor, askPeer, bareServer, ownServer) =>
    takeTurns(
      {
        floor: () => totalMs(askFloor),
        bare: () => overHttp(bareServer),
        ownFloor: () => totalMs(askOwnFloor),
        own: () => overHttp(ownServer),
        pytorch: () => askPeer('pytorch', rounds),
        onnx: () => askPeer('yolov5_onnx', rounds),
      },
      blocks,
    ),
  );
}

function report(photo, height, measured) {
  const ratio = (name, other) => medianRatio(measured[name], measured[other]);
  const row = (label, name) => [label, milliseconds(median(measured[name])), ratio(name, 'floor').toFixed(2)];
  printTable(`One request at a time, ${photo.split('/').at(-1)}, medians of ${measured.floor.length} blocks in turn`, [
    ['', 'median', '× floor at 640 × 640'],
    row('floor: decode + forward at 640 × 640', 'floor'),
    row("detectory-serve over HTTP, YOLOv5's export at 640 × 640", 'bare'),
    row(`floor: decode + forward of our export at ${height} × 640`, 'ownFloor'),
    row('detectory-serve over HTTP, our export', 'own'),
    row('YOLOv5 through PyTorch, in process', 'pytorch'),
    row("YOLOv5's own ONNX Runtime path, in process", 'onnx'),
  ]);
  printGoal("YOLOv5's export over HTTP to its floor", ratio('bare', 'floor'), 1.2);
  printGoal('our export over HTTP to its floor', ratio('own', 'ownFloor'), 1.2);
  printGoal("YOLOv5's export over HTTP to PyTorch in process", ratio('bare', 'pytorch'), 0.7);
  printGoal('our export over HTTP to PyTorch in process', ratio('own', 'pytorch'), 0.7);
  printGoal("YOLOv5's export over HTTP to its ONNX Runtime path in process", ratio('bare', 'onnx'), 1);
  printGoal("our export over HTTP to YOLOv5's ONNX Runtime path in process", ratio('own', 'onnx'), 0.75);
}
