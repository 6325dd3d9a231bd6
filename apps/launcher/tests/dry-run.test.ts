import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { useLaunchWorld } from './launch-world.js';

const world = useLaunchWorld();
const { launch } = world;
const answer = (): unknown => JSON.parse(world.printed());

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
