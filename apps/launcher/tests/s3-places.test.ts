import { describe, expect, it } from 'vitest';
import { AwsError, useLaunchWorld } from './launch-world.js';

const world = useLaunchWorld();
const { launch } = world;

describe('detectory-launch train with --out on S3', () => {
  // The dataset's photos are none, which the control program finds out.
  it('says where a run is until it goes to S3, and how it goes on from there', async () => {
    world.answers = { PUT: () => ({}) };
    const flags = ['--weights', 'none', '--cfg', 'yolov5n', '--out', 's3://bucket/runs', '--name', 'garden-1'];
    expect(await launch('train', '--data', 'garden', ...flags)).toBe(1);
    expect(world.said()).toMatch(
      /are in (\S*detectory-run-\w+), not in s3:\/\/bucket\/runs\. .* go on with --out \1 --resume --name garden-1\n/,
    );
  });

  it('begins nothing whose folder on S3 is there already', async () => {
    world.answers = {
      GET: () => '<ListBucketResult><Contents><Key>runs/garden-1/train.log</Key></Contents></ListBucketResult>',
    };
    const flags = ['--weights', 'none', '--out', 's3://bucket/runs', '--name', 'garden-1'];
    for (const more of [['--dry-run'], [], ['--on', 'docker']])
      expect(await launch('train', '--data', 'garden', ...flags, ...more)).toBe(2);
    const text = /^error: s3:\/\/bucket\/runs\/garden-1 exists already\. Pass another --name/;
    expect([world.said(), world.printed()]).toEqual([expect.stringMatching(text), '']);
  });

  it('begins nothing whose folder may not be written to S3', async () => {
    world.answers = { POST: () => new AwsError('AccessDenied') };
    for (const more of [['--dry-run'], []])
      expect(await launch('train', '--data', 'garden', '--weights', 'none', '--out', 's3://bucket', ...more)).toBe(1);
    expect([world.said(), world.printed()]).toEqual([expect.stringMatching(/^error: Could not write s3:/), '']);
  });
});

describe('detectory-launch import, export and evaluate', () => {
  const onS3 = ['--data', 's3://bucket/sets/garden/'];

  it.each([
    ['import', 'best.pt', ...onS3, '--out', 'models'],
    ['export', 'best.pt', ...onS3, '--out', 'models'],
    ['evaluate', '--model', 'best.onnx', ...onS3],
  ])('`%s` says how a dataset on S3 comes here, before any work', async (...command) => {
    expect(await launch(...command)).toBe(1);
    expect(world.said()).toMatch(
      /pass --data with its folder: aws s3 cp --recursive s3:\/\/bucket\/sets\/garden garden\n$/,
    );
  });

  it.each([
    ['import', 'best.pt'],
    ['export', 'best.pt'],
    ['evaluate', '--model', 'best.onnx', '--data', 'garden'],
  ])('`%s` begins nothing that may not be written to S3', async (...command) => {
    world.answers = { POST: () => new AwsError('AccessDenied') };
    expect(await launch(...command, '--out', 's3://bucket/models')).toBe(1);
    expect(world.said()).toMatch(/^error: Could not write s3:\/\/bucket\/models\/\*/);
  });

  it.each(['import', 'export'])('`%s` writes over no model on S3', async (command) => {
    world.answers = { HEAD: () => ({}) };
    expect(await launch(command, 'best.pt', '--out', 's3://bucket/models')).toBe(2);
    expect(world.said()).toMatch(/^error: s3:\/\/bucket\/models\/model\.tar\.gz exists already\. Pass another --out/);
  });
});
