import { readFileSync } from 'node:fs';
import { printGoal, printTable } from '@detectory/bench-kit/print';
import { median } from '@detectory/bench-kit/statistics';
import { withFloor } from '../contenders.mjs';
import { bareModel } from '../models.mjs';
import { ensurePhotos } from '../photos.mjs';
import { milliseconds } from '../print.mjs';
import { serverTimings } from '../server-timings.mjs';
import { medianRatio, takeTurns } from '../take-turns.mjs';
import { withAll } from '../with-all.mjs';
import { withServer } from '../with-server.mjs';

const rounds = 5;
const blocksOfRun = 5;

/** A photo of 12 megapixels: what the server spends on decoding it, beside what sharp takes by itself. */
export async function large(runs) {
  const { large: photo } = await ensurePhotos();
  const body = readFileSync(photo);
  const floor = { model: bareModel(), height: 640, width: 640, threads: 2, photo };
  const openers = [(use) => withFloor(floor, use), (use) => withServer(['--model', bareModel()], use)];
  const { full, server } = await withAll(openers, (ask, { url }) =>
    takeTurns({ full: () => ask(rounds), server: () => serverTimings(url, body, rounds) }, runs * blocksOfRun),
  );
  const fullMs = full.map(({ decodeMs }) => decodeMs);
  const serverMs = server.map(({ decode }) => decode);
  printTable('A photo of 12 megapixels', [
    ['full decode', 'decode in the server', 'whole request'],
    [fullMs, serverMs, server.map(({ whole }) => whole)].map((values) => milliseconds(median(values))),
  ]);
  printGoal('decode to full decode', medianRatio(serverMs, fullMs), 0.6);
}
