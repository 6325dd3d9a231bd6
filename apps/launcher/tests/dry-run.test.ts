import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { image, useLaunchWorld } from './launch-world.js';

const world = useLaunchWorld();
const { launch } = world;
const role = 'arn:aws:iam::123456789012:role/Trainer';
const answer = (): unknown => JSON.parse(world.printed());

/** What a run leaves that failed after its first epoch. */
async function leaveFailed(): Promise<void> {
  const slot = join('runs', 'garden-1.failed', 'checkpoints', 'slot-a');
  await mkdir(slot, { recursive: true });
  await writeFile(join(slot, 'state.json'), '{}');
}

describe('detectory-launch train --dry-run', () => {
  it('prints what would run here, once its inputs are looked up', async () => {
    expect(await launch('train', '--data', 'garden', '--weights', 'none', '--dry-run')).toBe(0);
    expect(answer()).toMatchObject({ on: 'process', name: 'garden-1', options: { weights: 'none' }, warnings: [] });
  });

  it('downloads no weights', async () => {
    Object.assign(process.env, { DETECTORY_WEIGHTS_URL: 'http://127.0.0.1:9', XDG_CACHE_HOME: world.folder });
    delete process.env['DETECTORY_WEIGHTS_DIR'];
    expect(await launch('train', '--data', 'garden', '--weights', 'yolov5n.pt', '--dry-run')).toBe(0);
    const warning = expect.stringContaining('the run would download it from http://127.0.0.1:9/yolov5n.pt') as string;
    expect(answer()).toMatchObject({ warnings: [warning] });
  });

  it.each([
    ['yolov8n.pt', [], /add --engine ultralytics/],
    ['yolov5s.pt', ['--engine', 'ultralytics'], /leave --engine out/],
  ])('knows by its name that %s is of another engine', async (weights, flags, text) => {
    Object.assign(process.env, { DETECTORY_WEIGHTS_URL: 'http://127.0.0.1:9', XDG_CACHE_HOME: world.folder });
    delete process.env['DETECTORY_WEIGHTS_DIR'];
    expect(await launch('train', '--data', 'garden', '--weights', weights, ...flags, '--dry-run')).toBe(1);
    expect([world.said(), world.printed()]).toEqual([expect.stringMatching(text), '']);
  });

  it('says of weights that do not fit the network of --cfg, before anything starts', async () => {
    Object.assign(process.env, { DETECTORY_WEIGHTS_URL: 'http://127.0.0.1:9', XDG_CACHE_HOME: world.folder });
    const flags = ['--weights', 'yolov5n.pt', '--cfg', 'yolov5s'];
    expect(await launch('train', '--data', 'garden', ...flags, '--dry-run')).toBe(0);
    const text = /The weights yolov5n\.pt don't fit the network that --cfg yolov5s names.*Leave --cfg out/;
    expect(answer()).toMatchObject({ warnings: [expect.stringMatching(text), expect.stringContaining('download')] });
    expect(world.said()).toMatch(text);
  });

  it('looks for no weights of a run that goes on', async () => {
    Object.assign(process.env, { DETECTORY_WEIGHTS_DIR: world.folder, XDG_CACHE_HOME: world.folder });
    await leaveFailed();
    expect(await launch('train', '--data', 'garden', '--resume', '--name', 'garden-1', '--dry-run')).toBe(0);
    expect(answer()).toMatchObject({ options: { weights: 'yolov5s.pt' }, warnings: [] });
  });

  it.each([
    ['a path to weights that leads nowhere', './gone.pt', /no weights at \.\/gone\.pt/],
    ['weights here that are no detector', 'page.pt', /page\.pt can't be trained on/],
  ])('finds %s of a run that goes on, as the run would', async (_, weights, text) => {
    await leaveFailed();
    await writeFile('page.pt', '<!DOCTYPE html>');
    const flags = ['--weights', weights, '--resume', '--name', 'garden-1'];
    expect(await launch('train', '--data', 'garden', ...flags, '--dry-run')).toBe(1);
    expect([world.said(), world.printed()]).toEqual([expect.stringMatching(text), '']);
  });

  it('finds that there is nothing to go on from', async () => {
    const flags = ['--weights', 'none', '--resume', '--name', 'gardn-1'];
    expect(await launch('train', '--data', 'garden', ...flags, '--dry-run')).toBe(2);
    expect(world.said()).toMatch(/no checkpoints to go on from: no run that becomes .*gardn-1 was killed or failed/);
  });

  const jobFlags = ['--on', 'sagemaker', '--upload', 's3://bucket/up', '--role', role, '--image', image];

  it.each([
    ['on this machine', []],
    ['for a job', jobFlags],
  ])('finds labels that do not fit the names of the classes, %s', async (_, flags) => {
    const label = join('garden', 'labels', 'val', 'val.txt');
    await writeFile(label, '0 0.5 0.5 0.1 0.1\n7 0.5 0.5 0.1 0.1\n');
    expect(await launch('train', '--data', 'garden', '--weights', 'none', ...flags, '--dry-run')).toBe(1);
    expect(world.said()).toMatch(/val\.txt, line 2, labels class 7; data\.yaml names 1 classes, 0 to 0/);
    await writeFile(join('garden', 'more.yaml'), 'train: images/train\nnames: [a, b, c, d, e, f, g, h]\n');
    const more = ['--data-yaml', 'more.yaml'];
    expect(await launch('train', '--data', 'garden', '--weights', 'none', ...more, '--dry-run')).toBe(0);
  });

  it('finds photos whose labels lie where nobody looks for them', async () => {
    await rm(join('garden', 'labels', 'train', 'train.txt'));
    expect(await launch('train', '--data', 'garden', '--weights', 'none', '--dry-run')).toBe(1);
    expect(world.said()).toMatch(
      /None of the 1 training photos of garden has a label: looked for .*labels.train.train\.txt/,
    );
  });

  it.each([
    ['a dataset', ['--data', 'nowhere', '--weights', 'none'], /no data\.yaml in nowhere/],
    ['a dataset on S3', ['--data', 's3://bucket/nowhere', '--weights', 'none'], /no data\.yaml below s3:\/\/bucket/],
    ['weights', ['--data', 'garden', '--weights', './nowhere.pt'], /no weights at \.\/nowhere\.pt/],
    ['weights on S3', ['--data', 'garden', '--weights', 's3://bucket/n.pt'], /no weights at s3:\/\/bucket\/n\.pt/],
  ])('finds that %s is missing', async (_, flags, text) => {
    world.answers = {};
    for (const place of ['process', 'docker'])
      expect(await launch('train', ...flags, '--on', place, '--dry-run')).toBe(1);
    expect([world.said(), world.printed()]).toEqual([expect.stringMatching(text), '']);
  });

  it.each([
    ['a file of hyperparameters', ['--hyp', 'my-hpy.yaml'], /hyp is "my-hpy\.yaml"; expected a YAML file that exists/],
    ['an architecture', ['--cfg', 'yolov5z'], /cfg is "yolov5z"; .*Did you mean yolov5\w\?/],
  ])('finds that there is no such %s, here and as a job', async (_, flags, text) => {
    const job = ['--on', 'sagemaker', '--out', 's3://bucket/runs', '--role', role, '--image', image];
    for (const place of [['--on', 'process'], ['--on', 'docker'], job, [...job, '--data', 's3://bucket/garden']]) {
      world.answers = {};
      expect(await launch('train', '--data', 'garden', '--weights', 'none', ...flags, ...place, '--dry-run')).toBe(2);
    }
    expect([world.said(), world.printed()]).toEqual([expect.stringMatching(text), '']);
  });

  it('finds a file of hyperparameters here and in the dataset', async () => {
    await writeFile('mine.yaml', 'lr0: 0.02\n');
    await writeFile('garden/theirs.yaml', 'lr0: 0.02\n');
    for (const hyp of ['mine.yaml', 'mine', 'theirs'])
      expect(await launch('train', '--data', 'garden', '--weights', 'none', '--hyp', hyp, '--dry-run')).toBe(0);
  });

  it.each([
    ['of a model that segments', './mine.pt', /mine\.pt can't be trained on: it holds a segmentation model/],
    ['whose name is that of a classifier', 'yolov5s-cls.pt', /classification model; give .*: yolov5s\.pt/],
    ['that are a web page', './page.pt', /page\.pt can't be trained on: it is a web page/],
  ])('refuses weights %s, and downloads none to find out', async (_, weights, text) => {
    process.env['DETECTORY_WEIGHTS_URL'] = 'http://127.0.0.1:9';
    await writeFile('mine.pt', 'PK\u0003\u0004cmodels.yolo\nSegmentationModel\n');
    await writeFile('page.pt', '<!DOCTYPE html>');
    for (const place of ['process', 'docker'])
      expect(await launch('train', '--data', 'garden', '--weights', weights, '--on', place, '--dry-run')).toBe(1);
    expect([world.said(), world.printed()]).toEqual([expect.stringMatching(text), '']);
  });
});
