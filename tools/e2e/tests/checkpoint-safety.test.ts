import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runBin } from '../src/run-bin.js';
import { runPython } from '../src/run-python.js';

interface Opened {
  /** Traces that the same files leave where nothing guards them. */
  readonly ranUnguarded: readonly string[];
  readonly touched: readonly string[];
  /** What the training environment says of each file. */
  readonly answers: Readonly<Record<string, string>>;
}

const work = mkdtempSync(join(tmpdir(), 'detectory-checkpoints-'));
let opened: Opened;
beforeAll(async () => {
  opened = (await runPython('odd_checkpoints.py', [work])) as Opened;
}, 180_000);
afterAll(() => rmSync(work, { recursive: true }));

describe('a checkpoint of unknown origin', () => {
  it('runs code where nothing guards it: the files of this test are hostile', () => {
    expect(opened.ranUnguarded).toEqual([
      'touched-another protocol',
      'touched-inside of a zip',
      'touched-plain pickle',
    ]);
  });

  it('runs none of it in the training environment', () => {
    expect(opened.touched).toEqual([]);
  });

  it.each([
    ['plain pickle', /^IT was not opened: it names builtins\.exec/],
    ['inside of a zip', /^IT was not opened: it names (__builtin__|builtins)\.exec/],
    ['another protocol', /^IT was not opened: it names builtins\.eval/],
    ['in its description', /^IT was not opened: its description holds ["']open\(/],
    ['by a constructor', /^IT was not opened: it calls DetectionModel's constructor/],
  ])('is refused where it hides code %s, with what it names', (name, message) => {
    expect(opened.answers[name]).toMatch(message);
  });
});

describe('a checkpoint of another kind', () => {
  it.each([
    ['segmentation of YOLOv5', /holds a segmentation model; give a detection checkpoint/],
    ['segmentation of YOLOv8', /holds a segmentation model; give a detection checkpoint/],
    ['classification', /holds a classification model; give a detection checkpoint/],
    ['weights alone', /not a YOLOv5 or Ultralytics checkpoint .*it holds no model/],
    ['no checkpoint', /not a YOLOv5 or Ultralytics checkpoint/],
    ['cut off', /not a YOLOv5 or Ultralytics checkpoint/],
  ])('is refused: %s', (name, message) => {
    expect(opened.answers[name]).toMatch(message);
  });

  it('is known by its engine where it is a detector', () => {
    expect(opened.answers['a detector of YOLOv5']).toBe('yolov5 anchor-grid');
    expect(opened.answers['a detector of YOLOv8']).toBe('ultralytics anchor-free');
  });
});

describe('detectory-launch import', () => {
  it('refuses a hostile checkpoint, touches nothing and leaves nothing behind', async () => {
    const out = join(work, 'model');
    const hostile = join(work, 'inside of a zip.pt');
    const { code, stderr } = await runBin('detectory-launch', ['import', hostile, '--out', out]);
    const message = /inside of a zip\.pt was not opened: it names (__builtin__|builtins)\.exec/;
    expect([code, stderr]).toEqual([1, expect.stringMatching(message)]);
    expect(readdirSync(work).filter((name) => name.startsWith('touched') || name === 'model')).toEqual([]);
  }, 180_000);
});
