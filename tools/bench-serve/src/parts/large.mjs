import { readFileSync } from 'node:fs';
import { printGoal, printTable } from '@detectory/bench-kit/print';
import { median } from '@detectory/bench-kit/statistics';
import { measureFloor } from '../measure-floor.mjs';
import { bareModel } from '../models.mjs';
import { serverTimings } from '../server-timings.mjs';
import { ensurePhotos } from '../photos.mjs';
import { milliseconds } from '../print.mjs';
import { withServer } from '../with-server.mjs';

/** A photo of 12 megapixels: what the server spends on decoding it, beside decoding all of it. */
export async function large(runs) {
  const { large: photo } = await ensurePhotos();
  const rounds = [];
  for (let round = 0; round < runs; round++) {
    const { decodeMs: full } = await measureFloor({ model: bareModel(), height: 640, width: 640, threads: 2, photo });
    const [{ decode: scaled, whole }] = [
      await withServer(['--model', bareModel()], ({ url }) => serverTimings(url, readFileSync(photo), 15)),
    ];
    rounds.push({ full, scaled, whole });
  }
  const of = (name) => median(rounds.map((values) => values[name]));
  printTable('A photo of 12 megapixels', [
    ['full decode', 'decode in the server', 'whole request'],
    [of('full'), of('scaled'), of('whole')].map(milliseconds),
  ]);
  printGoal('decode to full decode', of('scaled') / of('full'), 0.6);
}
