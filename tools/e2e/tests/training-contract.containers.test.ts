import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { drawWorkbench } from '@detectory/workbench';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { docker, ensureImages, hardened, trainingImage } from '../src/containers.js';
import { layOutLocalMode } from '../src/local-mode.js';
import { mustRun } from '../src/run-bin.js';

const work = mkdtempSync(join(tmpdir(), 'detectory-contract-'));
const dataset = join(work, 'dataset');
const tiny = { epochs: '1', imgsz: '64', 'batch-size': '4', weights: 'none', cfg: 'yolov5n', workers: '0' };

beforeAll(async () => {
  ensureImages();
  const drawn = join(work, 'drawn');
  await drawWorkbench({ outDir: drawn, photos: 12, sizePx: 96, seed: 1 });
  const labels = ['--images', drawn, '--labels', join(drawn, 'labels.json')];
  await mustRun('detectory-prep', [
    'build',
    join(drawn, 'output.manifest'),
    ...labels,
    '--copy',
    'copy',
    '--out',
    dataset,
  ]);
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** Runs a container to its end and answers its exit code and log; with a terminal, no client has to have one. */
function runDetached(flags: readonly string[], command: readonly string[]): { code: number; log: string } {
  const container = docker('run', '--detach', '--network', 'none', ...flags, trainingImage, ...command);
  try {
    const code = Number(docker('wait', container));
    return { code, log: logOf(container) };
  } finally {
    docker('rm', '--force', container);
  }
}

/** Both streams, as SageMaker gathers them. */
function logOf(container: string): string {
  const { stdout, stderr } = spawnSync(process.env['DETECTORY_DOCKER'] ?? 'docker', ['logs', container], {
    encoding: 'utf8',
  });
  return stdout + stderr;
}

const run = (...args: string[]): string => docker('run', '--rm', '--network', 'none', ...args);

/** A folder as SageMaker lays out /opt/ml; the dataset is its channel. */
function makeMl(name: string, hyperparameters: object): string {
  const ml = join(work, name);
  for (const folder of ['input/config', 'input/data/training', 'model', 'output'])
    mkdirSync(join(ml, folder), { recursive: true });
  writeFileSync(join(ml, 'input/config/hyperparameters.json'), JSON.stringify(hyperparameters));
  return ml;
}

/** The command export, on mounts of the channels model and photos. */
function expectExport(name: string, channels: readonly string[]): void {
  const ml = makeMl(name, { 'export-sizes': '96,64x96' });
  expect(run('--volume', `${ml}:/opt/ml`, ...channels, trainingImage, 'export')).toContain(
    '[detectory] /opt/ml/input/data/model is exported to model.onnx, model-64x96.onnx.',
  );
  expect(readdirSync(join(ml, 'model'))).toEqual(
    expect.arrayContaining(['best.pt', 'model-64x96.onnx', 'model.json', 'model.onnx']),
  );
  const { metrics } = JSON.parse(readFileSync(join(ml, 'model', 'model.json'), 'utf8')) as { metrics?: object };
  expect(metrics).toMatchObject({ split: 'val' });
  expect(existsSync(join(ml, 'output', 'failure'))).toBe(false);
}

describe("the SageMaker Python SDK's local mode", () => {
  it.each(['v2', 'v3'] as const)('trains in it as %s lays it out, without colours or bars in the log', (sdk) => {
    const channels = { training: dataset };
    const { flags, command, model, output } = layOutLocalMode({
      root: join(work, sdk),
      sdk,
      channels,
      hyperparameters: tiny,
    });
    const { code, log } = runDetached(flags, command);
    expect([code, log]).toEqual([0, expect.stringContaining('[detectory] epoch=1;')]);
    expect(log).not.toContain('\u001b');
    expect(log).not.toMatch(/\d+%\|/);
    expect(existsSync(join(output, 'failure'))).toBe(false);
    expect(readdirSync(model)).toEqual(expect.arrayContaining(['best.pt', 'model.json', 'model.onnx', 'results.csv']));
    for (const name of readdirSync(model)) expect(statSync(join(model, name)).mode & 0o777).toBe(0o644);
    // Written by root, and packed by whoever called the SDK.
    for (const name of readdirSync(join(output, 'data'), { recursive: true }))
      expect(statSync(join(output, 'data', String(name))).mode & 0o044).toBe(0o044);
    const evaluated = [
      '--volume',
      `${model}:/opt/ml/input/data/model:ro`,
      '--volume',
      `${dataset}:/opt/ml/input/data/d:ro`,
    ];
    expect(run(...evaluated, trainingImage, 'evaluate')).toMatch(/evaluation; images=\d+; .*val\/mAP50=/);
    expectExport(`${sdk}-export`, evaluated);
    // v3 then removes what belongs to root with the image's own chmod.
    run('--volume', `${join(work, sdk)}:/delete`, trainingImage, 'chmod', '-R', '777', '/delete');
    expect(statSync(join(model, 'model.json')).mode & 0o777).toBe(0o777);
  });

  it("has the bash, python3 and pip that its drivers for scripts of one's own ask for, with PyTorch", () => {
    expect(run(trainingImage, '/bin/bash', '-c', 'command -v bash python3 pip | wc -l')).toBe('3');
    expect(run(trainingImage, 'pip', '--version')).toMatch(/^pip \d/);
    expect(run(trainingImage, 'pip', 'show', 'torch')).toMatch(/^Location: \/opt\/python\//m);
    expect(run(trainingImage, 'python3', '-c', 'import torch; print("found")')).toBe('found');
  });
});

describe('Launch', () => {
  it('has train on the PATH, for an entry point of one’s own', () => {
    const ml = makeMl('launch', { epochs: '0' });
    const flags = ['--entrypoint', 'train', '--volume', `${ml}:/opt/ml`];
    expect(() => run(...flags, trainingImage)).toThrow(/epochs is 0; expected a whole number/);
    expect(readFileSync(join(ml, 'output/failure'), 'utf8')).toMatch(
      /^HyperparameterInvalidError: The training option epochs is 0/,
    );
  });

  it('runs any other command with its own exit code', () => {
    expect(run(trainingImage, 'sh', '-c', 'echo done')).toBe('done');
    const { code } = runDetached([], ['sh', '-c', 'exit 7']);
    expect(code).toBe(7);
  });
});

describe('PID 1', () => {
  it('collects processes whose parents have died', () => {
    const zombies = '(sleep 0.2 &); sleep 1; grep -l "^State:.Z" /proc/[0-9]*/status | wc -l';
    expect(run(trainingImage, 'sh', '-c', zombies)).toBe('0');
  });

  it('hands SIGTERM on to the command and to what that started', () => {
    const trap = 'trap "echo inner was told; exit" TERM; while :; do sleep 0.05; done';
    const container = docker(
      'run',
      '--detach',
      '--network',
      'none',
      trainingImage,
      'sh',
      '-c',
      `sh -c '${trap}' & wait`,
    );
    try {
      docker('exec', container, 'sleep', '1');
      const startedAt = Date.now();
      docker('stop', '--time', '60', container);
      expect(Date.now() - startedAt).toBeLessThan(20_000);
      expect(docker('inspect', '--format', '{{.State.ExitCode}}', container)).toBe('143');
      expect(docker('logs', container)).toContain('inner was told');
    } finally {
      docker('rm', '--force', container);
    }
  });

  it('answers the exit code of a job, and leaves its cause where SageMaker looks for it', () => {
    const ml = makeMl('bad', tiny);
    const { code, log } = runDetached(['--volume', `${ml}:/opt/ml`], ['train']);
    expect([code, log]).toEqual([1, expect.stringContaining('channel training is empty')]);
    expect(readFileSync(join(ml, 'output/failure'), 'utf8')).toMatch(
      /^ChannelUnusableError: The channel training is empty/,
    );
  });
});

/** Waits for a line of a running container. */
async function untilLogged(container: string, text: string): Promise<void> {
  while (!logOf(container).includes(text)) {
    if (docker('inspect', '--format', '{{.State.Running}}', container) !== 'true') throw new Error(logOf(container));
    await sleep(200);
  }
}

describe('Stop', () => {
  it('ends a training within the 120 s that docker stop and SageMaker leave it, with exit code 0 and a model', async () => {
    const ml = makeMl('stopped', { ...tiny, epochs: '500' });
    const mounts = ['--volume', `${ml}:/opt/ml`, '--volume', `${dataset}:/opt/ml/input/data/training:ro`];
    const container = docker('run', '--detach', '--network', 'none', ...mounts, trainingImage, 'train');
    try {
      await untilLogged(container, '[detectory] epoch=1;');
      const askedAt = performance.now();
      docker('stop', '--time', '120', container);
      expect(performance.now() - askedAt).toBeLessThan(120_000);
      expect(docker('inspect', '--format', '{{.State.ExitCode}}', container), logOf(container)).toBe('0');
    } finally {
      docker('rm', '--force', container);
    }
    expect(readdirSync(join(ml, 'model'))).toEqual(expect.arrayContaining(['best.pt', 'model.json', 'model.onnx']));
    expect(existsSync(join(ml, 'output', 'failure'))).toBe(false);
  });
});

describe('Reserved paths', () => {
  it('bakes nothing into /opt/ml, which SageMaker hides', () => {
    expect(run(trainingImage, 'sh', '-c', 'ls -A /opt/ml 2>/dev/null | wc -l')).toBe('0');
    expect(run(trainingImage, 'sh', '-c', 'ls -d /opt/detectory /opt/weights | wc -l')).toBe('2');
  });
});

describe('Env', () => {
  it("sets SageMaker's SM_* variables for what it starts", () => {
    const ml = makeMl('env', { 'batch-size': '8' });
    const mounts = ['--volume', `${ml}:/opt/ml`, '--volume', `${dataset}:/opt/ml/input/data/training:ro`];
    const env = run(...mounts, trainingImage, 'env');
    expect(env).toContain('SM_CHANNEL_TRAINING=/opt/ml/input/data/training');
    expect(env).toContain('SM_HP_BATCH_SIZE=8');
    expect(env).toMatch(/^SM_NUM_CPUS=[1-9]/m);
  });
});

describe('Channels, Network isolation, Disk / shm', () => {
  it('trains as nobody in particular on read-only channels, with no network and 64 MB of shared memory, and writes none of them', () => {
    const ml = makeMl('isolated', {
      ...tiny,
      workers: '2',
      imgsz: '640',
      'batch-size': '8',
      epochs: '1',
      'export-sizes': '64',
    });
    docker('run', '--rm', '--volume', `${ml}:/ml`, trainingImage, 'chmod', '-R', '777', '/ml');
    const before = readdirSync(dataset, { recursive: true }).map(String).sort();
    const mounts = ['--volume', `${ml}:/opt/ml`, '--volume', `${dataset}:/opt/ml/input/data/training:ro`];
    const { code, log } = runDetached([...hardened, ...mounts], ['train']);
    expect([code, log]).toEqual([0, expect.stringContaining('[detectory] epoch=1;')]);
    expect(log).toMatch(/\/dev\/shm has 67.1 MB free, in which 0 of 2 loaders/);
    expect(readdirSync(dataset, { recursive: true }).map(String).sort()).toEqual(before);
  });

  it('checks a dataset and stops there, as validate', () => {
    const ml = makeMl('validate', tiny);
    const mounts = ['--volume', `${ml}:/opt/ml`, '--volume', `${dataset}:/opt/ml/input/data/photos:ro`];
    expect(run(...mounts, trainingImage, 'validate')).toMatch(/train: \d+ photos, \d+ boxes[^]*can be trained on/);
  });
});
