import { writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { useLaunchWorld } from './launch-world.js';

const world = useLaunchWorld();
const { launch } = world;
const garden = ['--data', 'garden', '--weights', 'none'];

describe('an --out that is a file', () => {
  beforeEach(() => writeFile('taken', ''));

  it.each([
    ['train', ...garden],
    ['train', ...garden, '--dry-run'],
    ['train', ...garden, '--on', 'sagemaker'],
    ['tune', ...garden, '--trials', '2'],
    ['import', 'best.pt'],
    ['export', 'best.pt', '--precision', 'fp16'],
    ['evaluate', '--model', 'gone.onnx', '--data', 'gone'],
  ])('ends `%s %s %s` with 2 before any work, and says what to do', async (...command) => {
    expect(await launch(...command, '--out', 'taken')).toBe(2);
    expect(world.said()).toMatch(
      /^error: Nothing can be written to taken: \S*\/taken is a file, not a folder\. Pass --out with a folder .*\.\n$/,
    );
    expect([world.printed(), world.asked]).toEqual(['', []]);
  });

  it('stands in the way of no job whose model is left on S3', async () => {
    expect(await launch('train', ...garden, '--on', 'sagemaker', '--detach', '--out', 'taken')).toBe(2);
    expect(world.said()).toMatch(/^error: A SageMaker job needs a place on S3/);
  });
});
