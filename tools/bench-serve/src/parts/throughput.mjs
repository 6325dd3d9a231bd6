import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { printGoalAtLeast, printTable } from '@detectory/bench-kit/print';
import { median, quantile } from '@detectory/bench-kit/statistics';
import { closedLoop, createClient } from '../client.mjs';
import { measureFloor } from '../measure-floor.mjs';
import { measurePeers } from '../measure-peers.mjs';
import { bareModel } from '../models.mjs';
import { ensurePhotos } from '../photos.mjs';
import { milliseconds, perSecond } from '../print.mjs';
import { withServer } from '../with-server.mjs';

/** The one documented setting for throughput: one thread for each inference worker, as many workers as cores. */
export const throughputFlags = ['--workers', String(cpus().length), '--threads', '1'];

const settings = [
  { name: 'default flags', flags: [] },
  { name: throughputFlags.join(' '), flags: throughputFlags },
];

/** Where the story's server answered 12.4 a second, PyTorch in process took 60 ms a photo (../shared/bench/README.md). */
const storyPerSecond = 12.4;
const pytorchMsThere = 60;

/** Requests a second with 1, 4 and 16 clients, beside what the cores allow. */
export async function throughput(runs) {
  const { small } = await ensurePhotos();
  const rounds = [];
  for (let round = 0; round < runs; round++) rounds.push(await measureRound(small));
  const of = (name) => median(rounds.map((values) => values[name]));
  const limit = (cpus().length / of('floorCpuMs')) * 1000;
  const story = (storyPerSecond * pytorchMsThere) / of('pytorchMs');
  printTable(`Throughput, ${small.split('/').at(-1)}, YOLOv5's export at 640 × 640`, [
    ['', '1 client', '4 clients', '16 clients', 'p99 of 16', 'CPU a request'],
    ...settings.map(({ name }) => [
      name,
      ...[1, 4, 16].map((clients) => perSecond(of(`${name} ${clients}`))),
      milliseconds(of(`${name} p99`)),
      milliseconds(of(`${name} cpuMs`)),
    ]),
  ]);
  console.log(
    `  cores ÷ CPU seconds of decode + forward: ${perSecond(limit)}; the story's server here, by PyTorch's ratio: ${perSecond(story)}`,
  );
  // Four clients and sixteen both keep two cores busy.
  const best = Math.max(...settings.flatMap(({ name }) => [of(`${name} 4`), of(`${name} 16`)]));
  printGoalAtLeast('requests a second to what the cores allow', best / limit, 0.85);
  printGoalAtLeast("requests a second to the story's server", best / story, 2.5);
}

async function measureRound(photo) {
  const { cpuMs } = await measureFloor({ model: bareModel(), height: 640, width: 640, threads: 1, photo });
  const { pytorchMs } = await measurePeers(photo);
  const values = { floorCpuMs: cpuMs, pytorchMs };
  for (const { name, flags } of settings) Object.assign(values, await measureSetting(name, flags, readFileSync(photo)));
  return values;
}

function measureSetting(name, flags, body) {
  return withServer(['--model', bareModel(), ...flags], async ({ url, usage }) => {
    const values = {};
    const client = createClient(url, 16);
    await closedLoop(() => client.invoke(body), 4, 1);
    for (const clients of [1, 4, 16]) {
      const before = usage().cpuS;
      const { perSecond: rate, ms } = await closedLoop(() => client.invoke(body), clients, 6);
      values[`${name} ${clients}`] = rate;
      values[`${name} p99`] = quantile(ms, 0.99);
      values[`${name} cpuMs`] = ((usage().cpuS - before) / ms.length) * 1000;
    }
    client.close();
    return values;
  });
}
