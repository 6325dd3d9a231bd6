import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openModel } from '@detectory/inference-core/model-folder';
import { drawWorkbench } from '@detectory/workbench';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStorage } from '@detectory/storage';
import { mustRun, runBin, withServer } from '../src/run-bin.js';
import { startMoto } from '../src/start-moto.js';

const work = mkdtempSync(join(tmpdir(), 'detectory-workbench-'));
const drawn = join(work, 'workbench');
const dataset = join(work, 'dataset');
const model = join(work, 'runs', 'tiny', 'model.tar.gz');

beforeAll(async () => {
  await drawWorkbench({ outDir: drawn, photos: 60, sizePx: 160, seed: 3 });
  const labels = ['--images', drawn, '--labels', join(drawn, 'labels.json')];
  await mustRun('detectory-prep', [
    'build',
    join(drawn, 'output.manifest'),
    ...labels,
    '--balance',
    'max-ratio=2',
    '--out',
    dataset,
  ]);
  const options = [
    '--weights',
    'none',
    '--epochs',
    '1',
    '--imgsz',
    '96',
    '--export-sizes',
    '96,64x96',
    '--workers',
    '0',
  ];
  await mustRun('detectory-launch', [
    'train',
    '--data',
    dataset,
    ...options,
    '--out',
    join(work, 'runs'),
    '--name',
    'tiny',
  ]);
});
afterAll(() => rmSync(work, { recursive: true }));

/** As much of run.json as these tests look at. */
interface ReadRecord {
  readonly epochs: readonly [{ readonly val: { readonly obj_loss: number }; readonly fitness: number }];
  readonly watch: object;
  readonly figures: { readonly classes: readonly object[] };
}

const readRecord = () =>
  JSON.parse(readFileSync(join(work, 'runs', 'tiny', 'output', 'run.json'), 'utf8')) as ReadRecord;

const photo = () => join(drawn, 'images', readdirSync(join(drawn, 'images')).sort()[0] ?? '');

describe('the road from drawn photos to an endpoint', () => {
  it('leaves a described archive and pictures of the curves', async () => {
    const opened = await openModel(model);
    expect(opened.manifest.classNames).toEqual(['drill', 'hammer', 'paintbrush', 'screwdriver', 'wheelbarrow']);
    expect(opened.manifest.exports.map(({ heightPx, widthPx }) => `${heightPx}x${widthPx}`)).toEqual([
      '96x96',
      '64x96',
    ]);
    expect(opened.manifest.parity?.agreement).toBeGreaterThanOrEqual(0.98);
    expect(opened.manifest.metrics?.images).toBeGreaterThan(0);
    expect(opened.manifest.files.map(({ path }) => path)).toEqual([
      'best.pt',
      'model-64x96.onnx',
      'model.onnx',
      'opt.yaml',
      'results.csv',
    ]);
    await opened.close();
    expect(existsSync(join(work, 'runs', 'tiny', 'output', 'results.png'))).toBe(true);
  });

  it('logs each epoch as one line, among all that YOLOv5 prints', () => {
    const lines = readFileSync(join(work, 'runs', 'tiny', 'train.log'), 'utf8').split('\n');
    const said = lines.filter((line) => line.startsWith('[detectory] epoch='));
    const [{ val, fitness }] = readRecord().epochs;
    expect(said).toHaveLength(1);
    expect(Number(/ val\/obj_loss=([^;]+);/.exec(said[0]!)?.[1])).toBeCloseTo(val.obj_loss, 5);
    expect(Number(/ val\/fitness=([^;]+);/.exec(said[0]!)?.[1])).toBeCloseTo(fitness, 5);
  });

  it('keeps the same figures in epochs.jsonl, run.json and results.csv, and makes a report of them', () => {
    const output = join(work, 'runs', 'tiny', 'output');
    const record = readRecord();
    const lines = readFileSync(join(output, 'epochs.jsonl'), 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual(record.epochs);
    const [header, row] = readFileSync(join(output, 'results.csv'), 'utf8').trim().split('\n');
    const column = (header ?? '').split(',').findIndex((name) => name.trim() === 'val/obj_loss');
    expect(Number((row ?? '').split(',')[column])).toBeCloseTo(record.epochs[0].val.obj_loss, 4);
    expect(record.watch).toMatchObject({ epoch: 1, verdict: 'under-fitting' });
    expect(record.figures.classes.length).toBeGreaterThan(0);
    const report = readFileSync(join(work, 'runs', 'tiny', 'report.html'), 'utf8');
    expect(report).toContain('Verdict: under-fitting');
    expect(report).toContain('<figure class="judged">');
    expect(report).toContain('detectory-launch train --continue');
  });

  it('measures the archive on the test photos', async () => {
    const json = await mustRun('detectory-launch', [
      'evaluate',
      '--model',
      model,
      '--data',
      dataset,
      '--split',
      'test',
      '--json',
    ]);
    expect(JSON.parse(json)).toMatchObject({
      mAP50: expect.any(Number) as number,
      classes: expect.any(Array) as unknown[],
    });
  });

  it('answers raw bytes, a form and the multi-model route alike, and refuses what is no image', async () => {
    await withServer(model, async (url) => {
      expect((await fetch(`${url}/ping`)).status).toBe(200);
      const body = readFileSync(photo());
      const form = new FormData();
      form.append('body', new Blob([body]), 'photo.jpg');
      const answers = await Promise.all([
        fetch(`${url}/invocations`, { method: 'POST', body }),
        fetch(`${url}/invocations`, { method: 'POST', body: form }),
        fetch(`${url}/models/model/invoke`, { method: 'POST', body, headers: { 'content-type': 'image/jpeg' } }),
      ]);
      const [raw, ...others] = await Promise.all(answers.map((answer) => answer.json() as Promise<unknown>));
      expect(Array.isArray(raw)).toBe(true);
      expect(others).toEqual([raw, raw]);
      const headers = { 'content-type': 'image/jpeg' };
      const refused = await fetch(`${url}/invocations`, { method: 'POST', body: 'no image', headers });
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({
        code: 'IMAGING_UNREADABLE',
        hint: expect.stringContaining('JPEG') as string,
      });
    });
  });

  it('draws what the endpoint finds', async () => {
    await withServer(model, async (url) => {
      const stdout = await mustRun('detectory-launch', [
        'invoke',
        url,
        photo(),
        '--draw',
        join(work, 'drawn'),
        '--json',
      ]);
      const [{ drawn: file }] = JSON.parse(stdout) as [{ drawn: string }];
      expect(readFileSync(file).subarray(0, 2).toString('hex')).toBe('ffd8');
    });
  });
});

describe('the road through S3', () => {
  it('builds to S3, trains from there with weights from there, and serves the archive that it left there', async () => {
    const moto = await startMoto();
    try {
      await moto.createBucket('detectory');
      const weights = execFileSync('tar', ['-xzOf', model, 'best.pt'], { maxBuffer: 2 ** 28 });
      const keep = { ...process.env };
      Object.assign(process.env, moto.environment);
      await createStorage().writeBytes('s3://detectory/weights/tiny.pt', weights);
      process.env = keep;
      const labels = [
        '--images',
        drawn,
        '--labels',
        join(drawn, 'labels.json'),
        '--max-images',
        '20',
        '--split',
        '80/20/0',
      ];
      await mustRun(
        'detectory-prep',
        ['build', join(drawn, 'output.manifest'), ...labels, '--out', 's3://detectory/dataset'],
        moto.environment,
      );
      const options = [
        '--weights',
        's3://detectory/weights/tiny.pt',
        '--epochs',
        '1',
        '--imgsz',
        '64',
        '--workers',
        '0',
      ];
      const out = ['--out', 's3://detectory/runs', '--name', 'tiny'];
      await mustRun(
        'detectory-launch',
        ['train', '--data', 's3://detectory/dataset', ...options, ...out],
        moto.environment,
      );
      const archive = 's3://detectory/runs/tiny/model.tar.gz';
      await withServer(archive, async (url) => expect((await fetch(`${url}/ping`)).status).toBe(200), moto.environment);
    } finally {
      moto.stop();
    }
  });
});

describe('bad input', () => {
  it('leaves nothing behind when a manifest is cut off', async () => {
    const manifest = join(work, 'cut.manifest');
    writeFileSync(manifest, readFileSync(join(drawn, 'output.manifest')).subarray(0, 900));
    const { code, stderr } = await runBin('detectory-prep', [
      'build',
      manifest,
      '--images',
      drawn,
      '--out',
      join(work, 'cut'),
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/cut\.manifest/);
    expect(readdirSync(work).filter((name) => name.startsWith('cut') && name !== 'cut.manifest')).toEqual([]);
  });

  it('says what is wrong with a dataset, weights and options, and starts nothing', async () => {
    const out = ['--out', join(work, 'bad-runs')];
    const cases: [string[], number, RegExp][] = [
      [['train', '--data', work, '--weights', 'none', ...out], 1, /no data.yaml in .*detectory-prep build/],
      [['train', '--data', dataset, '--weights', './no.pt', ...out], 1, /no weights at \.\/no\.pt/],
      [['train', '--data', dataset, '--imgsz', '100', ...out], 2, /multiple of 32/],
      [['train', '--data', dataset, '--on', 'nowhere', ...out], 2, /Allowed choices are process, docker, sagemaker/],
      [
        ['import', join(drawn, 'output.manifest'), '--out', join(work, 'bad-runs')],
        1,
        /output\.manifest can't be exported: it is no PyTorch checkpoint/,
      ],
      [['invoke', 'http://127.0.0.1:9', photo()], 1, /No endpoint answers/],
    ];
    for (const [args, code, message] of cases) {
      const ran = await runBin('detectory-launch', args);
      expect([ran.code, ran.stderr], args.join(' ')).toEqual([code, expect.stringMatching(message)]);
    }
    expect(existsSync(join(work, 'bad-runs')) ? readdirSync(join(work, 'bad-runs')) : []).toEqual([]);
  });

  it('refuses to serve a folder without a model', async () => {
    const { code, stderr } = await runBin('detectory-serve', ['--model', drawn]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/no model.json and no .onnx file/)]);
  });
});
