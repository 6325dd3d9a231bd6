import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@detectory/setup/workspace';
import { printGoal, printTable, seconds } from '@detectory/bench-kit/print';
import { median } from '@detectory/bench-kit/statistics';
import { closedLoop, createClient, expectOk } from '../client.mjs';
import { bareModel, ensureOwnModel } from '../models.mjs';
import { ensurePhotos } from '../photos.mjs';
import { cache, imageBundle } from '../places.mjs';
import { megabytes } from '../print.mjs';
import { withServer } from '../with-server.mjs';

const modelCount = 10;
const requestsToSettle = 300;
/** A graph that costs nothing: tens of thousands of requests in minutes. What grows is the server. */
const constantModel = join(root, 'apps', 'server', 'tests', 'fixtures', 'constant-model');

/** Start to a good `/ping`, and memory: with one model, its growth, with ten models. */
export async function start(runs) {
  const { small } = await ensurePhotos();
  const body = readFileSync(small);
  const single = [];
  for (let round = 0; round < runs; round++)
    single.push({ ...(await measureSingle(body)), workspaceStartS: await measureStart() });
  const of = (name) => median(single.map((values) => values[name]));
  await compareArchive(body, runs);
  const growthMb = await measureGrowth(body);
  const many = await measureMany(body);
  printTable("Start and memory, YOLOv5's export at 640 × 640", [
    [
      "the image's program to a good /ping",
      'in the workspace',
      'resident',
      'growth per 10,000 requests',
      `each of ${modelCount} models, beyond its file`,
    ],
    [
      seconds(of('startS')),
      seconds(of('workspaceStartS')),
      megabytes(of('rssMb')),
      megabytes(growthMb),
      megabytes(many),
    ],
  ]);
  printGoal('start to a good /ping', of('startS'), 1, ' s');
  printGoal('resident memory', of('rssMb'), 300, ' MB');
  printGoal('growth per 10,000 requests', growthMb, 1, ' MB');
  printGoal('each of ten models beyond its file', many, 30, ' MB');
}

/** What people deploy: an archive to unpack, checksums to compare, three sizes of which one is used here. */
async function compareArchive(body, runs) {
  const archive = await ensureOwnModel();
  const measured = [];
  for (let round = 0; round < runs; round++) measured.push(await measureSingle(body, archive));
  const of = (name) => median(measured.map((values) => values[name]));
  printTable("Our export's model.tar.gz, three sizes, the image's program", [
    ['to a good /ping', 'resident'],
    [seconds(of('startS')), megabytes(of('rssMb'))],
  ]);
}

function measureSingle(body, model = bareModel()) {
  const use = async ({ url, startS, usage }) => {
    const client = createClient(url, 4);
    await sendMany(() => client.invoke(body), requestsToSettle);
    client.close();
    return { startS, rssMb: usage().rssMb };
  };
  return withServer(['--model', model], use, { command: [imageBundle, 'serve'] });
}

function measureStart() {
  return withServer(['--model', bareModel()], ({ startS }) => startS);
}

/** The slope of a line through what is resident after each thousand of 15,000 requests, when 5,000 have settled it. */
function measureGrowth(body) {
  return withServer(['--model', constantModel], async ({ url, usage }) => {
    const client = createClient(url, 4);
    const send = () => client.invoke(body);
    await sendMany(send, 5_000);
    const resident = [];
    for (let thousand = 0; thousand < 15; thousand++) {
      await sendMany(send, 1_000);
      resident.push(usage().rssMb);
    }
    client.close();
    return 10 * slope(resident);
  });
}

/** Least squares over 0, 1, 2 … */
function slope(values) {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const rise = values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0);
  return rise / values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
}

async function sendMany(send, count) {
  let left = count;
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      while (left-- > 0) expectOk(await send());
    }),
  );
}

/** Megabytes a model, beyond its file: ten copies loaded through POST /models, each used, against the first one. */
async function measureMany(body) {
  const folder = join(cache, 'ten-models');
  rmSync(folder, { recursive: true, force: true });
  for (let index = 0; index < modelCount; index++) {
    mkdirSync(join(folder, `m${index}`, 'model'), { recursive: true });
    copyFileSync(bareModel(), join(folder, `m${index}`, 'model', 'model.onnx'));
  }
  const environment = { SAGEMAKER_MULTI_MODEL: 'true' };
  return withServer(['--models', folder], (server) => loadAll(server, folder, body), { environment });
}

async function loadAll({ url, usage }, folder, body) {
  const used = [];
  for (let index = 0; index < modelCount; index++) {
    await expectFetch(
      `${url}/models`,
      JSON.stringify({ model_name: `m${index}`, url: join(folder, `m${index}`, 'model') }),
      'application/json',
    );
    await closedLoop(() => invokeModel(url, index, body), 1, 1);
    used.push(usage().rssMb);
  }
  const fileMb = statSync(bareModel()).size / 2 ** 20;
  return (used.at(-1) - used[0]) / (modelCount - 1) - fileMb;
}

async function invokeModel(url, index, body) {
  const startedAt = performance.now();
  await expectFetch(`${url}/models/m${index}/invoke`, body, 'image/jpeg');
  return { status: 200, ms: performance.now() - startedAt };
}

async function expectFetch(url, body, type) {
  const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': type } });
  expectOk({ status: response.status, body: await response.text() });
}
