import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../src/workspace.js';

let ml: string;
beforeEach(() => {
  ml = mkdtempSync(join(tmpdir(), 'detectory-control-'));
  for (const name of ['input/config', 'input/data']) mkdirSync(join(ml, name), { recursive: true });
});
afterEach(() => rmSync(ml, { recursive: true, force: true }));

const hyperparameters = (text: string) => writeFileSync(join(ml, 'input/config/hyperparameters.json'), text);

/** The control program as the image and the local runner start it. */
function start(...command: string[]): ChildProcess {
  return startWith({}, ...command);
}

function startWith(env: Record<string, string>, ...command: string[]): ChildProcess {
  return spawn(process.execPath, [join(root, 'packages/trainer/dist/container.js'), ...command], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DETECTORY_ML_ROOT: ml, ...env },
  });
}

async function finish(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}

describe('Result', () => {
  it.each(['train', 'validate'])(
    'of %s with bad input: exit code 1 and the cause in output/failure, within five seconds',
    async (command) => {
      hyperparameters('{"epochs": "0"}');
      const startedAt = performance.now();
      const { code, output } = await finish(start(command));
      const failure = readFileSync(join(ml, 'output/failure'), 'utf8');
      expect(performance.now() - startedAt).toBeLessThan(5_000);
      expect(code).toBe(1);
      expect(failure).toBe(
        'HyperparameterInvalidError: The training option epochs is 0; expected a whole number from 1 to 10000.',
      );
      expect(output.trim()).toBe(failure);
    },
  );

  it('of evaluate without a model, or with a split that does not exist, too', async () => {
    expect(await finish(start('evaluate', '--split', 'tset'))).toMatchObject({
      code: 1,
      output: expect.stringContaining('expected one of train, val, test'),
    });
    expect((await finish(start('evaluate'))).code).toBe(1);
    expect(readFileSync(join(ml, 'output/failure'), 'utf8')).toMatch(
      /^ChannelUnusableError: There is no model in .*--model/,
    );
  });

  it.each(['is missing', 'has no writer', 'has a writer that stalls'])(
    'of a job that is stopped while it waits for a pipe that %s says so, within five seconds',
    async (state) => {
      const pipe = { training: { TrainingInputMode: 'Pipe', RecordWrapperType: 'RecordIO' } };
      writeFileSync(join(ml, 'input/config/inputdataconfig.json'), JSON.stringify(pipe));
      const fifo = join(ml, 'input/data/training_0');
      if (state !== 'is missing') execFileSync('mkfifo', [fifo]);
      const writer = state.includes('stalls') ? openSync(fifo, constants.O_RDWR) : undefined;
      if (writer !== undefined) writeSync(writer, 'half');
      const child = start('train');
      const ended = finish(child);
      await once(child.stdout as Readable, 'data');
      // It goes on to the pipe after its first words.
      await sleep(500);
      const stoppedAt = performance.now();
      child.kill('SIGTERM');
      expect((await ended).code).toBe(1);
      expect(performance.now() - stoppedAt).toBeLessThan(5_000);
      expect(readFileSync(join(ml, 'output/failure'), 'utf8')).toBe(
        'StoppedTooEarlyError: The job was stopped before it had anything to keep. Start it again.',
      );
      if (writer !== undefined) closeSync(writer);
    },
  );

  it('never exceeds the 1024 characters that SageMaker shows', async () => {
    hyperparameters(JSON.stringify({ [`x${'y'.repeat(3000)}`]: '1' }));
    expect((await finish(start('train'))).code).toBe(1);
    expect(readFileSync(join(ml, 'output/failure'), 'utf8')).toMatch(/^HyperparameterInvalidError: [^]{900,}$/);
    expect(readFileSync(join(ml, 'output/failure'), 'utf8')).toHaveLength(1024);
  });

  it("is another command's own exit code", async () => {
    expect(await finish(start('sh', '-c', 'echo out; exit 5'))).toEqual({ code: 5, output: 'out\n' });
    expect((await finish(start('no-such-command'))).code).toBe(127);
    expect(existsSync(join(ml, 'output/failure'))).toBe(false);
  });
});

describe('Env', () => {
  it("sets SageMaker's SM_* variables for scripts of one's own, and leaves what is set", async () => {
    hyperparameters('{"batch-size": "8"}');
    mkdirSync(join(ml, 'input/data/training'));
    const names = ['SM_CHANNELS', 'SM_CHANNEL_TRAINING', 'SM_HP_BATCH_SIZE', 'SM_OUTPUT_DATA_DIR', 'SM_MODEL_DIR'];
    const { output } = await finish(
      startWith({ SM_MODEL_DIR: '/mine' }, 'sh', '-c', `echo ${names.map((name) => `$${name}`).join(' ')}`),
    );
    expect(output).toBe(`["training"] ${ml}/input/data/training 8 ${ml}/output/data /mine\n`);
  });

  it("sets them for what the image's own commands start, too", async () => {
    const resources = { current_host: 'algo-1', hosts: ['algo-1'], network_interface_name: 'lo' };
    writeFileSync(join(ml, 'input/config/resourceconfig.json'), JSON.stringify(resources));
    const python = join(ml, 'python');
    writeFileSync(python, '#!/bin/sh\nenv\n', { mode: 0o755 });
    const { output } = await finish(startWith({ DETECTORY_PYTHON: python }, 'check-hosts'));
    expect(output.split('\n')).toEqual(
      expect.arrayContaining(['SM_CURRENT_HOST=algo-1', `SM_MODEL_DIR=${ml}/model`, 'NCCL_SOCKET_IFNAME=lo']),
    );
  });
});

describe('PID 1', () => {
  it('hands signals on to the process group of the command', async () => {
    const child = start('sh', '-c', 'sh -c "echo ready; exec sleep 60" & wait');
    const ended = finish(child);
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    const stoppedAt = performance.now();
    child.kill('SIGTERM');
    expect((await ended).code).toBe(143);
    // What it started holds its output for a minute, unless it is told too.
    expect(performance.now() - stoppedAt).toBeLessThan(30_000);
  });
});

describe('Network isolation', () => {
  it('needs no download in a job: fetch-weights bakes checkpoints into an image, as its build argument asks', async () => {
    const server = createServer((_, response) => response.end('weights')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const env = {
      DETECTORY_WEIGHTS_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      XDG_CACHE_HOME: join(ml, 'cache'),
      // One that is set here has a real yolov5n.pt.
      DETECTORY_WEIGHTS_DIR: join(ml, 'none'),
    };
    try {
      expect((await finish(startWith(env, 'fetch-weights', join(ml, 'baked'), 'mine.pt'))).code).toBe(0);
      expect(readFileSync(join(ml, 'baked/mine.pt'), 'utf8')).toBe('weights');
      // A release's checkpoint is known by its sha256.
      const { code, output } = await finish(startWith(env, 'fetch-weights', join(ml, 'baked'), 'yolov5n.pt'));
      expect([code, output]).toEqual([
        1,
        expect.stringMatching(/^WeightsCorruptError: The download of yolov5n.pt has sha256/),
      ]);
      expect(existsSync(join(ml, 'baked/yolov5n.pt'))).toBe(false);
    } finally {
      server.close();
    }
  });
});
