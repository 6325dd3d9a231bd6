import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename } from 'node:path';
import { printGoalAtLeast, printTable } from '@detectory/bench-kit/print';
import { median, quantile } from '@detectory/bench-kit/statistics';
import { closedLoop, createClient } from '../client.mjs';
import { withFloor, withPeers } from '../contenders.mjs';
import { bareModel, ensureOwnModel, ownGraph } from '../models.mjs';
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
const floorRounds = 20;

/** Requests a second with 1, 4 and 16 clients, beside what the cores allow, with both exports. */
export async function throughput(runs) {
  const { small } = await ensurePhotos();
  const exports = [
    { title: "YOLOv5's export at 640 × 640", model: bareModel(), graph: bareModel(), height: 640 },
    // What PyTorch, and so the story's server, makes of the photo.
    { title: 'our export at 480 × 640', model: await ensureOwnModel(), graph: await ownGraph(480, 640), height: 480 },
  ];
  const rounds = [];
  for (let round = 0; round < runs; round++) rounds.push(await measureRound(exports, small));
  for (const [index, { title }] of exports.entries())
    printThroughput(
      `${title}, ${basename(small)}`,
      rounds.map(({ pytorchMs, byExport }) => ({ ...byExport[index], ...limitsOf(pytorchMs, byExport[index]) })),
    );
}

/** Requests a second: what two cores allow, and what the story's server would do here and now. */
function limitsOf(pytorchMs, { floorCpuMs }) {
  return { limit: (cpus().length / floorCpuMs) * 1000, story: (storyPerSecond * pytorchMsThere) / pytorchMs };
}

function printThroughput(title, rounds) {
  const of = (name) => median(rounds.map((values) => values[name]));
  printTable(`Throughput, ${title}`, [
    ['', '1 client', '4 clients', '16 clients', 'p99 of 16', 'CPU a request'],
    ...settings.map(({ name }) => [
      name,
      ...[1, 4, 16].map((clients) => perSecond(of(`${name} ${clients}`))),
      milliseconds(of(`${name} p99`)),
      milliseconds(of(`${name} cpuMs`)),
    ]),
  ]);
  console.log(
    `  cores ÷ CPU seconds of decode + forward: ${perSecond(of('limit'))}; the story's server here, by PyTorch's ratio: ${perSecond(of('story'))}`,
  );
  // Four clients and sixteen both keep two cores busy.
  const best = (values) => Math.max(...settings.flatMap(({ name }) => [values[`${name} 4`], values[`${name} 16`]]));
  const ratio = (name) => median(rounds.map((values) => best(values) / values[name]));
  printGoalAtLeast('requests a second to what the cores allow', ratio('limit'), 0.85);
  printGoalAtLeast("requests a second to the story's server", ratio('story'), 2.5);
}

async function measureRound(exports, photo) {
  const pytorchMs = await withPeers(photo, (measureMs) => measureMs('pytorch', floorRounds));
  const byExport = [];
  for (const { model, graph, height } of exports) {
    const floor = { model: graph, height, width: 640, threads: 1, photo };
    const floorCpuMs = async () => (await withFloor(floor, (ask) => ask(floorRounds))).cpuMs;
    const floors = [await floorCpuMs()];
    const values = {};
    for (const { name, flags } of settings) {
      Object.assign(values, await measureSetting(name, ['--model', model, ...flags], readFileSync(photo)));
      floors.push(await floorCpuMs());
    }
    byExport.push({ ...values, floorCpuMs: median(floors) });
  }
  return { pytorchMs, byExport };
}

function measureSetting(name, flags, body) {
  return withServer(flags, async ({ url, usage }) => {
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
