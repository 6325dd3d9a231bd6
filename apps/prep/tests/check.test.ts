import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCaptured } from './run-captured.js';

/** A BMP of 12 × 10 pixels of one grey: nothing in it is packed. */
function makeBmp(grey: number): Uint8Array {
  const bytes = Buffer.alloc(54 + 36 * 10, grey);
  bytes.write('BM');
  bytes.writeUInt32LE(54, 10);
  for (const [at, value] of [40, 12, 10, 1 | (24 << 16), 0, 0, 0, 0, 0, 0].entries())
    bytes.writeUInt32LE(value, 14 + 4 * at);
  return bytes;
}

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'detectory-prep-check-'));
  for (const split of ['train', 'val']) {
    await mkdir(join(dir, 'images', split), { recursive: true });
    await mkdir(join(dir, 'labels', split), { recursive: true });
    await writeFile(join(dir, 'images', split, `${split}.bmp`), makeBmp(split === 'train' ? 1 : 2));
    await writeFile(join(dir, 'labels', split, `${split}.txt`), '0 0.5 0.5 0.2 0.2\n');
  }
  await writeFile(join(dir, 'data.yaml'), 'train: images/train\nval: images/val\nnames: [drill]\n');
});
afterEach(() => rm(dir, { recursive: true }));

describe('detectory-prep check', () => {
  it('ends with 0 where YOLOv5 takes everything silently, and says so', async () => {
    const { exitCode, stdout } = await runCaptured('check', dir);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^train +1 +1 +0 +0$/m);
    expect(stdout).toContain(`${dir}: YOLOv5 takes all of it silently.`);
  });

  it('ends with 1 and names each kind of problem with an example and what to do', async () => {
    await writeFile(join(dir, 'labels/train/train.txt'), '0 1.5 0.5 0.2 0.2\n');
    const { exitCode, stdout, stderr } = await runCaptured('check', dir);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('     1  label files with values outside 0 to 1 [label-out-of-range]');
    expect(stdout).toContain('labels/train/train.txt: row 1 has a value over 1: 0 1.5 0.5');
    expect(stdout).toContain('→ Divide by the size of the image');
    expect(stdout).toContain(`${dir}: 2 problems.`);
    expect(stderr).not.toContain('error:');
  });

  it('shows three examples of a kind and how many more there are', async () => {
    for (let i = 0; i < 5; i++) await writeFile(join(dir, `images/train/x${i}.png`), 'text');
    const { stdout } = await runCaptured('check', dir);
    expect(stdout).toContain('images/train/x2.png');
    expect(stdout).not.toContain('images/train/x3.png');
    expect(stdout).toContain('… and 2 more');
  });

  it('prints one JSON document, sound or not', async () => {
    const sound = await runCaptured('check', dir, '--json');
    expect(JSON.parse(sound.stdout)).toMatchObject({ isSound: true, findings: [] });
    await cp(join(dir, 'images/train/train.bmp'), join(dir, 'images/val/again.bmp'));
    await rm(join(dir, 'data.yaml'));
    const { exitCode, stdout } = await runCaptured('check', dir, '--json');
    expect(exitCode).toBe(1);
    const { isSound, findings } = JSON.parse(stdout) as { isSound: boolean; findings: object[] };
    expect(isSound).toBe(false);
    expect(findings[0]).toMatchObject({ code: 'yaml-missing', level: 'error', count: 1 });
  });

  it('changes nothing', async () => {
    const before = await readFile(join(dir, 'images/train/train.bmp'));
    await runCaptured('check', dir);
    expect(await readFile(join(dir, 'images/train/train.bmp'))).toEqual(before);
  });
});
