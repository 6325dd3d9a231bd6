import { describe, expect, it } from 'vitest';
import { resolveOptions } from './resolve-options.js';

const resolve = (given: Record<string, string | number | boolean | null>) =>
  resolveOptions(new Map(Object.entries(given)));

describe(resolveOptions, () => {
  it('fills in the defaults', () => {
    expect(resolve({})).toMatchObject({
      epochs: 50,
      imgsz: 640,
      'batch-size': 16,
      weights: 'yolov5s.pt',
      seed: 0,
      freeze: [0],
      resume: true,
    });
  });

  it('knows the other spellings that people use', () => {
    expect(resolve({ batch: 8, 'img-size': '320' })).toMatchObject({ 'batch-size': 8, imgsz: 320 });
    expect(resolve({ img: 64, imgsz: 96 }).imgsz).toBe(96);
    expect(resolve({ batch_size: 4, cos_lr: true })).toMatchObject({ 'batch-size': 4, 'cos-lr': true });
  });

  it('keeps the default where a client sends null', () => {
    expect(resolve({ epochs: null }).epochs).toBe(50);
  });

  it.each([
    ['10', [10]],
    [10, [10]],
    ['[0, 1, 2]', [0, 1, 2]],
    ['0,1,2', [0, 1, 2]],
    ['0 1 2', [0, 1, 2]],
  ])('reads freeze as YOLOv5 and its users write it: %j', (freeze, layers) => {
    expect(resolve({ freeze }).freeze).toEqual(layers);
  });

  it.each([true, 'True', 'true', 1, ''])('takes %j for a flag that is set', (given) => {
    expect(resolve({ 'cos-lr': given })['cos-lr']).toBe(true);
  });

  it('reads options whose value may be left out', () => {
    expect(resolve({ cache: 'True' }).cache).toBe('ram');
    expect(resolve({ cache: true }).cache).toBe('ram');
    expect(resolve({ cache: 'disk' }).cache).toBe('disk');
    expect(resolve({ cache: false }).cache).toBe('none');
  });

  it('takes a choice in any case, and gives it as its framework spells it', () => {
    expect(resolve({ optimizer: 'adamw', cache: 'RAM', engine: 'YOLOv5', preset: 'Scratch' })).toMatchObject({
      optimizer: 'AdamW',
      cache: 'ram',
      engine: 'yolov5',
      preset: 'scratch',
    });
  });

  it('takes auto and -1 for a batch that fits the memory', () => {
    expect(
      [resolve({ batch: 'auto' }), resolve({ batch: -1 }), resolve({ batch: '-1' })].map((o) => o['batch-size']),
    ).toEqual([-1, -1, -1]);
  });

  it('takes the preset that fits the weights, and names it', () => {
    expect(
      [resolve({}), resolve({ weights: 'none' }), resolve({ hyp: 'my.yaml' })].map(({ preset }) => preset),
    ).toEqual(['finetune', 'scratch', undefined]);
  });

  it("takes a preset's values before the defaults, and given ones before these", () => {
    expect(resolve({ preset: 'finetune-small' })).toMatchObject({
      freeze: [10],
      optimizer: 'AdamW',
      patience: 30,
      epochs: 50,
    });
    expect(resolve({ preset: 'finetune-small', freeze: 3 })).toMatchObject({ freeze: [3], patience: 30 });
  });

  it("takes YOLOv5's own options for another engine where they are off, and its presets", () => {
    const own = { engine: 'ultralytics', preset: 'finetune-small', noval: false };
    expect(resolve(own)).toMatchObject({ engine: 'ultralytics', optimizer: 'AdamW', noval: false });
  });

  it.each([
    [{ epoch: 3 }, /no training option "epoch". Did you mean epochs\?/],
    [{ zzzzzzzzz: 3 }, /Known are: epochs,/],
    [{ epochs: 0 }, /whole number from 1 to 10000/],
    [{ epochs: 2.5 }, /whole number/],
    [{ epochs: 'many' }, /epochs is "many"; expected a whole number/],
    [{ epochs: '' }, /expected a whole number/],
    [{ epochs: true }, /expected a whole number/],
    [{ 'batch-size': 0 }, /from 1 to 1024, or auto/],
    [{ lr0: -1 }, /lr0 is -1; expected a number from 0 to 1/],
    [{ freeze: 'backbone' }, /how many first layers, from 0 to 40, or a list/],
    [{ cache: 'tape' }, /one of ram, disk, val, none/],
    [{ optimizer: 'sgdd' }, /one of SGD, Adam, AdamW/],
    [{ imgsz: 250 }, /multiple of 32, such as 256/],
    [{ 'cos-lr': 'perhaps' }, /true or false/],
    [{ preset: 'tiny' }, /one of finetune-small, finetune, scratch/],
    [{ device: '0' }, /device can't be given: all GPUs.*CUDA_VISIBLE_DEVICES/],
    [{ evolve: 300 }, /use detectory-launch tune/],
    [{ exist_ok: true }, /exist_ok can't be given: the folders of a run are fixed/],
    [{ noval: true, 'stop-on-overfit': true }, /exclude each other/],
    [{ quad: true, rect: true }, /exclude each other/],
    [{ engine: 'ultralytics', cache: 'val' }, /cache val is YOLOv5's alone.*--engine yolov5/],
    [{ weights: '' }, /weights is "".*none, which trains cfg from scratch, as YOLOv5's --weights '' does/],
    [{ engine: 'ultralytics', obj: 0.5 }, /obj is YOLOv5's alone.*--engine yolov5/],
  ])('refuses %j and says what is expected', (given, message) => {
    expect(() => resolve(given as Record<string, string | number>)).toThrow(message);
  });
});
