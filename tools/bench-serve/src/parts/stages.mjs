import { readFileSync } from 'node:fs';
import { printTable } from '@detectory/bench-kit/print';
import { bareModel, ensureOwnModel } from '../models.mjs';
import { ensurePhotos } from '../photos.mjs';
import { milliseconds } from '../print.mjs';
import { serverTimings, steps } from '../server-timings.mjs';
import { withServer } from '../with-server.mjs';

/** Where each millisecond of one request goes; `rest` is HTTP and the client. */
export async function stages(runs) {
  const photos = await ensurePhotos();
  const models = { "YOLOv5's export": bareModel(), 'our export': await ensureOwnModel() };
  const rows = [];
  for (const [name, model] of Object.entries(models))
    await withServer(['--model', model], async ({ url }) => {
      for (const [size, photo] of Object.entries(photos))
        rows.push([`${name}, ${size} photo`, ...toCells(await serverTimings(url, readFileSync(photo), runs * 10))]);
    });
  printTable('Where the time goes: one request at a time', [['', ...steps, 'rest', 'whole'], ...rows]);
}

function toCells(timings) {
  const each = steps.map((step) => timings[step]);
  const rest = timings.whole - each.reduce((sum, value) => sum + value, 0);
  return [...each, rest, timings.whole].map(milliseconds);
}
