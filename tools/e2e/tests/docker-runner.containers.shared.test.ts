import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { docker, ensureImages } from '../src/containers.js';
import { mustRun, runBin } from '../src/run-bin.js';
import { root, shared } from '../src/workspace.js';

const work = mkdtempSync(join(tmpdir(), 'detectory-docker-runner-'));
const data = join(work, 'data');
const weights = shared('weights', 'yolov5n.pt');

beforeAll(async () => {
  ensureImages();
  const coco128 = shared('data', 'coco128');
  const flags = [
    '--labels',
    join(coco128, 'labels.json'),
    '--images',
    coco128,
    '--max-images',
    '20',
    '--split',
    '80/20',
  ];
  await mustRun('detectory-prep', ['build', join(coco128, 'output.manifest'), ...flags, '--out', data]);
}, 600_000);
afterAll(() => rmSync(work, { recursive: true }));

const train = (name: string, epochs: number): string[] => [
  ...['train', '--on', 'docker', '--data', data, '--out', join(work, 'runs'), '--name', name],
  ...['--weights', weights, '--epochs', String(epochs), '--imgsz', '64', '--batch', '8', '--workers', '1'],
];

describe('detectory-launch train --on docker', () => {
  it('trains in the real image without network, and leaves the same folder as a process does, of its caller', async () => {
    const summary = JSON.parse(await mustRun('detectory-launch', [...train('one', 1), '--json'])) as { model: string };
    expect(summary.model).toBe(join(work, 'runs', 'one', 'model.tar.gz'));
    const names = readdirSync(join(work, 'runs', 'one'));
    expect(names).toEqual(expect.arrayContaining(['model.tar.gz', 'output', 'train.log']));
    expect(readFileSync(join(work, 'runs', 'one', 'train.log'), 'utf8')).toContain('[detectory] epoch=1;');
    expect(statSync(join(work, 'runs', 'one', 'output', 'results.csv')).uid).toBe(process.getuid?.());
  }, 600_000);

  it('is watched and stopped from another terminal, and keeps its model', async () => {
    const own = spawn(process.execPath, [join(root, 'apps/launcher/bin/detectory-launch.mjs'), ...train('long', 500)], {
      stdio: 'ignore',
    });
    const ended = new Promise<number | null>((done) => own.once('exit', done));
    const folder = join(work, 'runs', 'long');
    const container = await untilEpoch(join(work, 'runs'), 'long');
    const watching = runBin('detectory-launch', ['watch', folder, '--json']);
    expect(JSON.parse(await mustRun('detectory-launch', ['stop', folder, '--json']))).toMatchObject({
      ended: true,
      model: join(folder, 'model.tar.gz'),
    });
    expect(await ended).toBe(0);
    expect(JSON.parse((await watching).stdout)).toMatchObject({ model: join(folder, 'model.tar.gz') });
    expect(docker('ps', '--all', '--quiet', '--filter', `id=${container}`)).toBe('');
  }, 600_000);

  it('says which image is missing, and how to build it', async () => {
    const { code, stderr } = await runBin('detectory-launch', [...train('none', 1), '--image', 'no-such-image:1']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/holds no image no-such-image:1\. Build it/);
    expect(existsSync(join(work, 'runs', 'none'))).toBe(false);
  }, 60_000);
});

/** Answers the container's id. */
async function untilEpoch(runs: string, name: string): Promise<string> {
  for (const deadline = Date.now() + 300_000; Date.now() < deadline;) {
    const entry = existsSync(runs) && readdirSync(runs).find((one) => one.startsWith(`${name}.partial-`));
    const folder = entry && join(runs, entry);
    if (folder && existsSync(join(folder, 'train.log')) && existsSync(join(folder, 'run-state.json'))) {
      const state = JSON.parse(readFileSync(join(folder, 'run-state.json'), 'utf8')) as { program: { id: string } };
      if (readFileSync(join(folder, 'train.log'), 'utf8').includes('[detectory] epoch=1;')) return state.program.id;
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error('no epoch within five minutes');
}
