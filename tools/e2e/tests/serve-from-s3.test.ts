import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStorage } from '@detectory/storage';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runBin, withServer } from '../src/run-bin.js';
import { type Moto, startMoto } from '../src/start-moto.js';
import { root } from '../src/workspace.js';

const fixtures = join(root, 'apps', 'server', 'tests', 'fixtures');
const photo = readFileSync(join(fixtures, 'blank.png'));
/** Where the server puts what it downloads: it has to be empty again when the server has ended. */
const scratch = mkdtempSync(join(tmpdir(), 'detectory-from-s3-'));

let moto: Moto;
beforeAll(async () => {
  moto = await startMoto();
  await moto.createBucket('detectory');
  for (const [name, value] of Object.entries(moto.environment)) vi.stubEnv(name, value);
  const storage = createStorage();
  for (const name of ['model.json', 'model.onnx'])
    await storage.writeBytes(`s3://detectory/garden/${name}`, readFileSync(join(fixtures, 'constant-model', name)));
  // A neighbour whose key begins alike.
  await storage.writeBytes('s3://detectory/garden-2/other.onnx', new TextEncoder().encode('garbage'));
  await storage.writeBytes('s3://detectory/exports/best.onnx', readFileSync(join(fixtures, 'bare-yolov5.onnx')));
});
afterAll(() => {
  vi.unstubAllEnvs();
  moto?.stop();
  rmSync(scratch, { recursive: true });
});

/** The constant models' only box, drawn from the letterbox of 64 × 64 to the photo of 2000 × 1500. */
const hammer = (confidence: number) => ({
  xmin: 250,
  ymin: 500,
  xmax: 1250,
  ymax: 1000,
  confidence: expect.closeTo(confidence, 2) as number,
  class: 1,
  name: 'hammer',
});

async function askOnce(url: string): Promise<unknown> {
  expect((await fetch(`${url}/ping`)).status).toBe(200);
  expect(readdirSync(scratch)).not.toEqual([]);
  const answer = await fetch(`${url}/invocations`, { method: 'POST', body: photo });
  expect(answer.status).toBe(200);
  return answer.json();
}

describe('a model on S3', () => {
  it.each([
    ['a folder', 's3://detectory/garden', 0.75],
    ['a folder with a slash behind it', 's3://detectory/garden/', 0.75],
    ['a bare YOLOv5 export', 's3://detectory/exports/best.onnx', 0.81],
  ])('answers an invocation, and nothing of it stays on the disk: %s', async (_, model, confidence) => {
    expect(await withServer(model, askOnce, { TMPDIR: scratch })).toEqual([hammer(confidence)]);
    expect(readdirSync(scratch)).toEqual([]);
  });

  it.each([
    ['s3://detectory/nothing', /s3:\/\/detectory\/nothing.*Nothing lies below it/s],
    ['s3://detectory/exports/no.onnx', /s3:\/\/detectory\/exports\/no\.onnx/],
  ])('ends the server with the address and the cause where nothing is there: %s', async (model, cause) => {
    const { code, stderr } = await runBin('detectory-serve', ['--model', model, '--port', '0'], { TMPDIR: scratch });
    expect([code, stderr]).toEqual([1, expect.stringMatching(cause)]);
    expect(readdirSync(scratch)).toEqual([]);
  });
});
